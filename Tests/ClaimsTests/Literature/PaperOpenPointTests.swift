import Claims
import Testing

@Suite struct PaperOpenPointTests {
  @Test func everyOpenPointSaysWhatWasChosen() {
    for point in PaperOpenPoint.all {
      #expect(!point.finding.isEmpty && !point.choice.isEmpty && !point.sources.isEmpty)
    }
    #expect(Set(PaperOpenPoint.all.map(\.subject)).count == PaperOpenPoint.all.count)
  }
}
