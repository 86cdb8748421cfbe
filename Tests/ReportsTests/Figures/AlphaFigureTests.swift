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
    // What is compared is on one range: the models of a recipe.
    #expect(panels.map { Set($0.map(\.y)).count } == [1, 1])
    #expect(panels.joined().allSatisfy { $0.series.count == 7 })
    guard case .lines(let chart) = figure.chart else { return }
    #expect(!chart.setsApart)
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
    for (panel, images) in zip(panels.joined(), ["14,016", "14,016", "4,992", "992"]) {
      #expect(panel.subtitle?.hasPrefix("\(images) images shown") == true)
    }
    #expect(panels.joined().allSatisfy { !$0.series.isEmpty })
    #expect(figure.caption.contains("Not planned in this preset: i1k on S/16 and S/8."))
    // The classifier saw as many images as the S/32 runs, so it is no floor of the others.
    let withClassifier = panels.map { row in
      row.map { $0.references.contains { $0.name == "linear classifier" } }
    }
    #expect(withClassifier == [[true, true], [false, false]])
    #expect(figure.caption.contains("compare within a model"))
  }

  /// Where the recipes' ranges are their own, every panel says so; else they share one.
  @Test(arguments: FamiliesInput.Size.allCases)
  func recipesShareARangeOrSayThatTheyDoNot(_ size: FamiliesInput.Size) throws {
    let panels = try panels(figure(.alpha, FamiliesInput(size: size))).joined()
    for model in Set(panels.compactMap { $0.facets["model"] }) {
      let own = panels.filter { $0.facets["model"] == model }
      guard own.count > 1 else { continue }
      let isShared = Set(own.map(\.y)).count == 1
      for panel in own {
        #expect(panel.subtitle?.contains("range of its own") ?? false != isShared, "\(model)")
      }
    }
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

  /// A line far from all series would press them together: it is named at the edge instead.
  @Test func aLineFarAwayIsNamedAtTheEdge() throws {
    let panels = try panels(figure(.alpha, FamiliesInput(size: .thin)))
    for panel in panels.joined() {
      let values = panel.series.flatMap(\.points).map(\.center)
      let span = max((values.max() ?? 0) - (values.min() ?? 0), 1)
      for line in panel.references where line.prominence != .band(.ink) {
        #expect(
          line.value > (values.min() ?? 0) - 3 * span && line.value < (values.max() ?? 0) + 3 * span
        )
      }
    }
  }

  /// The bar of a single seed is the error of the test set, and no line joins it to a mean.
  @Test func singleSeedsHaveTheErrorOfTheTestSet() throws {
    let relu = try panels(figure(.alpha, FamiliesInput(size: .thin)))[0][0].series[0]
    let single = relu.points.filter { $0.replicates.count == 1 }
    #expect(!single.isEmpty && single.allSatisfy { $0.interval?.kind.unit == "image" })
    let means = relu.points.filter { $0.replicates.count > 1 }
    #expect(means.allSatisfy { $0.interval?.kind.unit == "seed" })
  }
}
