import Testing

@Suite struct NothingMeasuredTests {
  @Test func nothingMeasuredIsSaid() throws {
    let text = try QuickReport.report()
    #expect(text.contains("## Attention weights before training\n\nThey were not measured."))
    #expect(text.contains("## The attention operator alone\n\nThe operator was not timed."))
    #expect(text.contains("steps were not timed, so there are no core hours"))
    #expect(
      text.contains("Besides: the linear classifier, attention weights of untrained models, "))
  }
}
