import Testing

@Suite struct CoverageSectionTests {
  @Test func whatIsLeftOutIsNamedPanelByPanel() throws {
    let text = try QuickReport.report()
    #expect(text.contains("| figure | panel | the paper draws | trained here |"))
    for panel in ["| 1 | L/16 |", "| 2 | S/8, i1k |", "| 3 | S/16 |", "| 4 | S/8 |"] {
      #expect(text.contains(panel), "\(panel)")
    }
    #expect(text.contains("relu 7, squaredReLU 3"))
  }
}
