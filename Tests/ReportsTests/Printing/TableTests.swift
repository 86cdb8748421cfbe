import Reports
import Testing

@Suite struct TableTests {
  private let table = Table(
    [.text("what"), .number("n"), .verdict("verdict"), .code("id")],
    rows: [
      ["a|b", .count(1200), .verdict(.consistent), .code("ab12")],
      ["longer", .signed(0.25, places: 1), .absent, .optional(nil)],
    ])

  @Test func markdownEscapesAndAligns() {
    #expect(
      MarkdownPrinter.text(of: table) == """
        | what | n | verdict | id |
        | --- | ---: | --- | --- |
        | a\\|b | 1,200 | consistent at our scale | `ab12` |
        | longer | +0.3 | - | - |
        """)
  }

  @Test func theTerminalHasColumnsWithoutTrailingSpace() {
    #expect(
      TerminalPrinter.text(of: table) == """
        what        n  verdict                  id
        a|b     1,200  consistent at our scale  ab12
        longer   +0.3  -                        -
        """)
  }

  @Test(arguments: [
    (Table.Cell.percent(0.813, places: 1), "81.3"), (.milliseconds(0.4), "400"),
    (.milliseconds(0.0031), "3.10"), (.scientific(1.23e-6), "1.2e-06"), (.whole(12345), "12345"),
  ])
  func cells(_ cell: Table.Cell, words: String) {
    #expect(cell.words == words)
  }
}
