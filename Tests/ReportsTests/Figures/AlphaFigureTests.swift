import Figures
import Networks
import Reports
import Testing

@Suite struct AlphaFigureTests: FamilyFigureSuite {
  @Test func alphaIsAGridOfRecipesAndLengths() throws {
    let figure = try figure(.alpha, FamiliesInput(size: .full))
    let panels = try panels(figure)
    #expect(
      panels.map { $0.map(\.title) } == [
        ["i21k: S/32 (L = 49)", "i21k: S/16 (L = 196)", "i21k: S/8 (L = 784)"],
        ["i1k: S/32 (L = 50)", "i1k: S/16 (L = 197)", "i1k: S/8 (L = 785)"],
      ])
    // All compared, so all on one range.
    #expect(Set(panels.joined().map(\.y)).count == 1)
    #expect(panels.joined().allSatisfy { $0.series.count == 7 && $0.subtitle == nil })
    #expect(figure.csv.contains("i1k: S/8 (L = 785),S/8,i1k,Test accuracy (%),relu,point,0,"))
  }

  @Test func columnsTrainedOtherwiseHaveRangesOfTheirOwn() throws {
    let figure = try figure(.alpha, FamiliesInput(size: .thin))
    let panels = try panels(figure)
    // The recipes of one model stand side by side, on one range; nothing is empty.
    #expect(
      panels.map { $0.map(\.title) } == [
        ["i21k: S/32 (L = 49)", "i1k: S/32 (L = 50)"],
        ["i21k: S/16 (L = 196)", "i21k: S/8 (L = 784)"],
      ])
    #expect(Set(panels.joined().map(\.y)).count == 3)
    #expect(panels[0][0].y == panels[0][1].y)
    #expect(
      panels.joined().map(\.subtitle)
        == [
          "14,016 images shown", "14,016 images shown", "4,992 images shown", "992 images shown",
        ])
    #expect(panels.joined().allSatisfy { !$0.series.isEmpty })
    #expect(figure.caption.contains("Not planned in this preset: i1k on S/16 and S/8."))
    // The classifier saw as many images as the S/32 runs, so it is no floor of the others.
    let withClassifier = panels.map { row in
      row.map { $0.references.contains { $0.name == "linear classifier" } }
    }
    #expect(withClassifier == [[true, true], [false, false]])
    #expect(figure.caption.contains("compare within a model"))
  }

  @Test func aDivergedMeanIsNotToldAndHasNoInterval() throws {
    let families = FamiliesInput(
      size: .full,
      diverges: {
        $0.model == .s8 && $0.specification.seed == 1
          && $0.specification.model.attention == .pointwise(.relu, alpha: LengthExponent(0))
      })
    let figure = try figure(.alpha, families)
    #expect(figure.caption.contains("runs diverged (S/8)"))
    let point = try panels(figure)[0][2].series[0].points[0]
    #expect(point.isDiverged && point.interval == nil)
  }

  /// Five seeds on a whole grid: every h has its best alpha and the interval of it, for the recipe that
  /// the claim is about.
  @Test func theBestAlphaIsThatOfTheClaim() throws {
    let families = FamiliesInput(size: .full)
    let panels = try panels(figure(.alpha, families))
    let claim = try #require(try families.input().assessments["A1"])
    for panel in panels[0] {
      for series in panel.series {
        let best = series.points.filter { $0.optimum != nil }
        let cell = try #require(
          claim.cells.first { "\($0.model)" == panel.facets["model"] && $0.h == series.name })
        #expect(best.count == 1 && best.first?.x == cell.estimate)
        #expect(best.first?.optimum?.interval?.low == cell.low)
        #expect(best.first?.optimum?.count == 5)
      }
    }
    #expect(panels[1].flatMap(\.series).flatMap(\.points).allSatisfy { $0.optimum == nil })
  }

  /// One seed for the whole grid is a point without an interval; three exponents are no grid.
  @Test func aThinGridHasAPointAlone() throws {
    let series = try panels(figure(.alpha, FamiliesInput(size: .thin)))[0][0].series
    let optima = series.map { $0.points.compactMap(\.optimum) }
    #expect(optima.map(\.count) == [1, 0, 0, 0, 0, 0, 0])
    #expect(optima[0][0].interval == nil && optima[0][0].count == 1)
  }
}
