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
}
