import Figures
import Reports
import Testing

@Suite struct OptionFigureTests: FamilyFigureSuite {
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
    #expect(figure.caption.contains("No run without qk-layernorm on S/16 and S/8 is finished."))
    // One seed: points, no intervals, and open.
    let differences = panels[1][0].series.flatMap(\.points)
    #expect(differences.map(\.x) == [0, 1, 0, 1])
    #expect(differences.allSatisfy { $0.interval == nil && !$0.isConfirmatory })
  }
}
