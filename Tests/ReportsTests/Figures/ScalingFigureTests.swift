import Figures
import Reports
import Testing

@Suite struct ScalingFigureTests: FamilyFigureSuite {
  @Test func scalingShowsFiveModelsOverMeasuredCoreHours() throws {
    let panels = try panels(figure(.scaling, FamiliesInput(size: .full)))
    #expect(panels.map(\.count) == [2, 2])
    let relu = panels[0][0].series[0].points
    let softmax = panels[0][0].series[1].points
    #expect(softmax.map(\.label) == ["S/32", "S/16", "B/32", "B/16", "L/16"])
    #expect(softmax.allSatisfy(\.showsLabel) && !relu.contains(where: \.showsLabel))
    // 60,000 / 32 steps of 9 ms on two threads are 33.75 core seconds; ReLU takes 0.93 of it.
    #expect(abs(softmax[0].x - 1875 * 0.009 * 2) < 1e-9)
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
  }

  /// Models that saw other numbers of images are on no common axis of compute.
  @Test func onlyModelsOfEqualTrainingAreShown() throws {
    let full = try figure(.scaling, FamiliesInput(size: .full))
    #expect(try panels(full)[0][0].series.allSatisfy { $0.form == .joined })
    #expect(!full.caption.contains("Only models of equal training"))
    // Every model on another number of images: nothing is comparable.
    #expect(FigureName.scaling.figure(try FamiliesInput(size: .thin).input()) == nil)
    #expect(FigureName.scalingFLOPs.figure(try FamiliesInput(size: .thin).input()) == nil)
  }

  /// The means of the two arms differ by the paired difference that is drawn below them.
  @Test func plottedMeansDifferByThePlottedDifference() throws {
    let families = FamiliesInput(
      size: .full,
      holds: { run in
        run.specification.model.attention != .softmax || run.specification.seed < 3
      })
    let panels = try panels(figure(.scaling, families))
    for (above, below) in zip(panels[0], panels[1]) {
      for point in below.series[0].points {
        let means = above.series.map { series in
          series.points.first { $0.label == point.label }!.center
        }
        #expect(abs(means[0] - means[1] - point.center) < 1e-9, "\(point.label ?? "")")
      }
    }
  }

  @Test func theAxisHasThreeLabelsAtLeast() throws {
    for families in [FamiliesInput(size: .full), FamiliesInput(size: .full, hasStepTimes: false)] {
      let name: FigureName = families.hasStepTimes ? .scaling : .scalingFLOPs
      guard case .lines(let chart) = try figure(name, families).chart else { continue }
      #expect(try #require(chart.x.ticks).count >= 3)
      #expect(["core seconds", "core hours", "TFLOP"].contains(chart.x.unit ?? ""))
    }
  }

  @Test func withoutStepTimesOnlyFLOPsAreCounted() throws {
    let families = FamiliesInput(size: .full, hasStepTimes: false)
    #expect(FigureName.scaling.figure(try families.input()) == nil)
    let panel = try panels(figure(.scalingFLOPs, families))[0][0]
    let specification = try #require(
      families.planned.first { $0.model == .b16 }?.specification)
    let expected = Double(specification.model.forwardMultiplyAdds) * 6 * 60_000 / 1e12
    #expect(abs(panel.series[1].points[3].x - expected) < 1e-9)
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
}
