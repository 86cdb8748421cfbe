import Experiments
import Figures
import Networks
import Reports
import Testing

@Suite struct FamilyFigureTests {
  private func figure(_ name: FigureName, _ families: FamiliesInput) throws -> Figure {
    try #require(name.figure(try families.input()), "\(name.rawValue) is not drawn")
  }

  private func chart(_ figure: Figure) throws -> LineChart {
    let chart: LineChart? = if case .lines(let chart) = figure.chart { chart } else { nil }
    return try #require(chart)
  }

  private func panels(_ figure: Figure) throws -> [[Panel]] { try chart(figure).rows.map(\.panels) }

  @Test(arguments: [
    ("fig1", FigureName.scaling), ("fig2", .alpha), ("fig3", .qknorm), ("fig4", .gating),
    ("scaling-flops", .scalingFLOPs), ("initialisation", .initialisation), ("timing", .timing),
    ("operator", .operator), ("claims", .claims), ("learning", .learning),
  ])
  func figuresAreNamedAsThePaperDoesToo(_ argument: String, name: FigureName) {
    #expect(FigureName(argument: argument) == name)
  }

  @Test(arguments: FamiliesInput.Size.allCases)
  func everyFigureOfAFamilyIsDrawnAndNamedAsItsCommand(_ size: FamiliesInput.Size) throws {
    for name in FigureName.allCases where name != .timing && name != .operator {
      #expect(try figure(name, FamiliesInput(size: size)).name == name.rawValue)
    }
  }

  @Test func scalingShowsFiveModelsOverMeasuredCoreHours() throws {
    let panels = try panels(figure(.scaling, FamiliesInput(size: .full)))
    #expect(panels.map(\.count) == [2, 2])
    let relu = panels[0][0].series[0].points
    let softmax = panels[0][0].series[1].points
    #expect(softmax.map(\.label) == ["S/32", "S/16", "B/32", "B/16", "L/16"])
    #expect(softmax.allSatisfy(\.showsLabel) && !relu.contains(where: \.showsLabel))
    // 60,000 / 32 steps of 9 ms on two threads are 0.009375 core hours; ReLU takes 0.93 of it.
    #expect(abs(softmax[0].x - 1875 * 0.009 * 2 / 3600) < 1e-12)
    #expect(abs(relu[0].x / softmax[0].x - 0.93) < 1e-12)
    #expect(softmax.allSatisfy { $0.replicates.count == 5 && $0.interval != nil })
    #expect(panels[1][0].series[0].points.map(\.facets["model"]) == softmax.map(\.label))
    #expect(panels[1].allSatisfy { $0.origin == 0 })
  }

  /// The attention effect is five points in every model, and the claims' fraction of it is 0.15.
  @Test func theMarginIsAFractionOfTheAttentionEffect() throws {
    let figure = try figure(.scaling, FamiliesInput(size: .full))
    let differences = try panels(figure)[1]
    let margins = differences[0].series[0].points.compactMap(\.margin?.upperBound)
    #expect(margins.count == 5 && margins.allSatisfy { (0.6...0.9).contains($0) }, "\(margins)")
    #expect(differences[1].series[0].points.allSatisfy { $0.margin == nil })
    #expect(figure.caption.contains("the margin of claim S2"))
    // With uniform attention on one model alone, three seeds of it, no other has a margin.
    let thin = try panels(self.figure(.scaling, FamiliesInput(size: .thin)))[1][0].series[0].points
    #expect(thin.dropFirst().allSatisfy { $0.margin == nil && $0.interval == nil })
  }

  @Test func unequalTrainingIsSaidAndNotJoined() throws {
    let thin = try figure(.scaling, FamiliesInput(size: .thin))
    #expect(try panels(thin)[0][0].series.allSatisfy { $0.form == .points })
    #expect(thin.caption.contains("S/32 14,016 (5,000)"))
    #expect(thin.caption.contains("L/16 992 (1,000)"))
    #expect(thin.caption.contains("saw different numbers of images"))
    let full = try figure(.scaling, FamiliesInput(size: .full))
    #expect(try panels(full)[0][0].series.allSatisfy { $0.form == .joined })
    #expect(!full.caption.contains("different numbers"))
  }

  @Test func withoutStepTimesOnlyFLOPsAreCounted() throws {
    let families = FamiliesInput(size: .thin, hasStepTimes: false)
    #expect(FigureName.scaling.figure(try families.input()) == nil)
    let panel = try panels(figure(.scalingFLOPs, families))[0][0]
    let specification = try #require(
      families.planned.first { $0.model == .b16 }?.specification)
    let expected = Double(specification.model.forwardMultiplyAdds) * 6 * 1984
    #expect(panel.series[1].points[3].x == expected)
    #expect(panel.series[0].points.map(\.x) == panel.series[1].points.map(\.x))
  }

  @Test func withoutTransferThereIsOneColumn() throws {
    let panels = try panels(figure(.scaling, FamiliesInput(size: .full, hasTransfer: false)))
    #expect(panels.map(\.count) == [1, 1])
  }

  @Test func oneModelIsNoScaling() throws {
    let families = FamiliesInput(size: .full, holds: { $0.model == .s32 })
    #expect(FigureName.scalingFLOPs.figure(try families.input()) == nil)
  }

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

  /// The plain arm's runs belong to the alpha family alone, and still stand in Figures 3 and 4.
  @Test(arguments: [FigureName.qknorm, .gating])
  func thePlainArmComesFromAnyFamily(_ name: FigureName) throws {
    let panels = try panels(figure(name, FamiliesInput(size: .full)))
    #expect(panels.map(\.count) == [3, 3])
    for panel in panels[0] {
      #expect(panel.series.count == 4)
      #expect(panel.series.allSatisfy { $0.points.map(\.x) == FamiliesInput.alphas })
    }
    for panel in panels[1] {
      #expect(panel.series.map(\.label) == ["ReLU", "ReLU²"])
      #expect(panel.series.allSatisfy { $0.points.map(\.x) == FamiliesInput.alphas })
      #expect(panel.series.flatMap(\.points).allSatisfy { $0.interval != nil })
      let withMargin = panel.series.flatMap(\.points).filter { $0.margin != nil }
      #expect(withMargin.map(\.x) == (name == .qknorm ? [1, 1] : []))
    }
  }

  @Test func modelsWithoutTheOptionAreLeftOutAndNamed() throws {
    let figure = try figure(.qknorm, FamiliesInput(size: .thin))
    let panels = try panels(figure)
    #expect(panels[0].map(\.title) == ["S/32 (L = 49)"])
    #expect(figure.caption.contains("Nothing was run without qk-layernorm on S/16 and S/8."))
    // One seed: points, no intervals, and hollow.
    let differences = panels[1][0].series.flatMap(\.points)
    #expect(differences.map(\.x) == [0, 1, 0, 1])
    #expect(differences.allSatisfy { $0.interval == nil && !$0.isConfirmatory })
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

  @Test func initialisationFallsAsOneOverL() throws {
    let figure = try figure(.initialisation, FamiliesInput(size: .thin))
    let panels = try panels(figure)[0]
    #expect(panels.map(\.title) == ["with qk-layernorm", "without qk-layernorm"])
    let names = panels[0].series.map(\.name)
    #expect(names.first == "softmax" && names.last == "1/L" && !names.contains("identity"))
    #expect(figure.caption.contains("Weights of identity have both signs"))
    for series in panels[0].series {
      #expect(series.points.map(\.x) == [49, 196, 784, 3136])
      let products = series.points.map { $0.x * $0.center }
      #expect(products.allSatisfy { abs($0 / products[0] - 1) < 1e-9 }, "\(series.name)")
    }
    // Layers at 1, 0.92, 0.84 and 0.76 of 0.4.
    let relu = try #require(panels[0].series.first { $0.name == "relu" }?.points.first)
    #expect(abs(relu.center * 49 - 0.352) < 1e-9)
    #expect(abs((relu.interval?.low ?? 0) * 49 - 0.304) < 1e-9)
    #expect(relu.interval?.kind.level == nil)
  }

  @Test func nothingMeasuredIsNothingDrawn() throws {
    let input = try FamiliesInput(size: .full, holds: { _ in false }, hasStepTimes: false).input()
    for name in FigureName.allCases where ![.initialisation, .claims].contains(name) {
      #expect(name.figure(input) == nil)
    }
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
