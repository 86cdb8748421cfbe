import Figures
import Reports
import Testing

@Suite struct LengthFigureTests: FamilyFigureSuite {
  /// Both lengths stand side by side, the one that decides filled; no interval is drawn.
  @Test(arguments: FamiliesInput.Size.allCases)
  func lengthsStandSideBySide(_ size: FamiliesInput.Size) throws {
    let figure = try figure(.length, FamiliesInput(size: size))
    let images = size == .thin ? [14_016.0, 70_080] : [60_000, 300_000]
    let rows = try panels(figure)
    #expect(rows.map(\.count) == [1, 1])
    for panel in rows.joined() {
      #expect(panel.series.count >= 3)
      for series in panel.series {
        #expect(series.points.map(\.x) == images)
        #expect(series.points.map(\.isConfirmatory) == [true, false])
        #expect(series.points.allSatisfy { $0.interval == nil })
      }
    }
    #expect(
      figure.finding.hasPrefix("At S/32: attention effect (softmax \u{2212} uniform) goes from +"))
  }

  /// With one length there is nothing to compare, and the section says so.
  @Test func oneLengthIsNoFigure() throws {
    let input = try HandMadeInput.input()
    #expect(FigureName.length.figure(input) == nil)
    #expect(
      HandMadeInput.report(input).text.contains(
        "No run of another length of training than that of the claims is finished."))
  }
}
