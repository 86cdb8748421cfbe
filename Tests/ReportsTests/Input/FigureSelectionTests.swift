import Experiments
import Figures
import Networks
import Paper
import Reports
import Testing

@Suite struct FigureSelectionTests {
  /// The numbers without the panel's name, which a panel alone does not need.
  private func rows(_ figure: Figure) -> Set<Substring> {
    Set(
      figure.csv.split(separator: "\r\n").dropFirst().map { row in
        let end = row.firstRange(of: row.hasPrefix("\"") ? "\"," : ",")
        return row[(end?.upperBound ?? row.startIndex)...]
      })
  }

  /// A choice leaves out and changes nothing: intervals are those of all that was measured.
  @Test(arguments: FigureName.allCases, FamiliesInput.Size.allCases)
  func whatIsShownIsAsInTheWholeFigure(_ name: FigureName, _ size: FamiliesInput.Size) throws {
    let input = try FamiliesInput(size: size).input()
    guard let whole = name.figure(input) else { return }
    let selections =
      (name.hasModels ? PaperModel.inPaper.map { FigureSelection(models: [$0]) } : [])
      + (name.hasFunctions ? Pointwise.allCases.map { FigureSelection(functions: [$0]) } : [])
    var leftOut = 0
    for selection in selections {
      guard let figure = name.figure(input, showing: selection) else { continue }
      // Of learning the figure holds one model and few functions, so a choice shows others.
      if name != .learning { #expect(rows(figure).isSubset(of: rows(whole)), "\(selection)") }
      if rows(figure) != rows(whole) { leftOut += 1 }
      #expect(figure.name.hasPrefix(name.rawValue + "-") && figure.name != whole.name)
      #expect(figure.provenance["figure"] == name.rawValue)
      #expect(FigureSelection(provenance: figure.provenance) == selection)
      // The words speak of what is drawn.
      for model in [PaperModel.s32, .s16]
      where !selection.models.isEmpty && selection.models != [model] {
        #expect(!figure.finding.contains(model.description), "\(selection): \(figure.finding)")
        #expect(!figure.caption.contains("on \(model)"), "\(selection): \(figure.caption)")
      }
      if !selection.functions.isEmpty && selection.functions != [.relu] {
        #expect(!figure.finding.contains("ReLU "), "\(selection): \(figure.finding)")
      }
    }
    #expect(leftOut > 0 || selections.isEmpty)
  }

  @Test func everythingIsShownWhereNothingIsChosen() throws {
    let input = try FamiliesInput(size: .full).input()
    for name in FigureName.allCases {
      #expect(name.figure(input, showing: FigureSelection()) == name.figure(input))
    }
    #expect(FigureSelection(provenance: [:]) == FigureSelection())
    #expect(FigureSelection(provenance: ["h": "swish"]) == nil)
  }

  @Test func softmaxAndControlsStay() throws {
    let figure = try #require(
      FigureName.alpha.figure(
        try FamiliesInput(size: .full).input(),
        showing: FigureSelection(models: [.s16], functions: [.gelu])))
    guard case .lines(let chart) = figure.chart else { return }
    let panel = try #require(chart.rows.first?.panels.first)
    #expect(chart.rows.allSatisfy { $0.panels.count == 1 })
    #expect(panel.series.map(\.name) == ["gelu"])
    #expect(panel.references.map(\.name).starts(with: ["softmax", "none", "uniform"]))
  }
}
