import Figures
import Networks
import Reports
import Testing

@Suite struct LearningFigureTests: FamilyFigureSuite {
  @Test func learningShowsTheMainArmsWithTheirSeeds() throws {
    let families = FamiliesInput(size: .full)
    let figure = try figure(.learning, families)
    let series = try panels(figure)[0][0].series
    let curves = series.filter { $0.form == .curve }
    #expect(
      curves.map(\.name)
        == ["softmax", "ReLU, α = 1", "ReLU, α = 0", "uniform attention", "no attention"])
    #expect(series.count { $0.form == .trace } == 5 * 5)
    // 60,000 / 32 = 1875 steps: 37 whole intervals of 50 steps and one of 25.
    #expect(curves.allSatisfy { $0.points.count == 38 && $0.points.last!.x == 1875 * 32 })
    #expect(figure.title.contains("S/32 (L = 49)"))
  }

  /// A loss of zero has no place on a logarithmic axis; those after it keep theirs.
  @Test(arguments: [0, 10, 37])
  func aLossOfZeroIsAGapAndMovesNoOther(_ place: Int) throws {
    let whole = try panels(figure(.learning, FamiliesInput(size: .full)))[0][0].series[0]
    let figure = try figure(
      .learning, FamiliesInput(size: .full, loss: { $1 == place ? 0 : nil }))
    for series in try panels(figure)[0][0].series {
      #expect(series.gaps.map(\.x) == [whole.points[place].x])
      #expect(series.points.count == 37)
    }
    let curve = try panels(figure)[0][0].series[0]
    var points = whole.points
    points.remove(at: place)
    #expect(curve.points == points)
    #expect(figure.caption.contains("softmax: zero or below"))
  }

  /// The mean goes as far as all runs do, and a cross stands where one ended.
  @Test func aDivergedCurveEndsInACross() throws {
    let families = FamiliesInput(
      size: .full,
      diverges: {
        $0.specification.seed == 1
          && $0.specification.model.attention == .pointwise(.relu, alpha: LengthExponent(0))
      })
    let series = try panels(figure(.learning, families))[0][0].series
    let curve = try #require(series.first { $0.name == "ReLU, α = 0" })
    #expect(curve.points.count == 3)
    let ended = series.filter { $0.points.contains(where: \.isDiverged) }
    #expect(ended.map(\.name) == ["ReLU, α = 0, seed 1"])
  }
}
