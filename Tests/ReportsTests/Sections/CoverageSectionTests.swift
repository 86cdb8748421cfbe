import Testing

@Suite struct CoverageSectionTests {
  @Test func whatIsLeftOutIsNamedPanelByPanel() throws {
    let text = try QuickReport.report()
    #expect(text.contains("| figure | panel | the paper draws | trained here |"))
    // Panels of which the same is to be said share a row.
    for panel in [
      "| 1 | S/16; B/32; B/16; L/16 | softmax and relu at alpha 1 | softmax: 1 seed;",
      "| 3 | S/16; S/8 | relu, squaredReLU without qk-layernorm | nothing |",
    ] {
      #expect(text.contains(panel), "\(panel)")
    }
    #expect(text.contains("relu 7, squaredReLU 3"))
  }
}
