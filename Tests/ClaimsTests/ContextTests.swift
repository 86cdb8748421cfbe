import Claims
import Testing

/// What the report prints beside the verdicts.
@Suite struct ContextTests {
  @Test func findingsOfOthersBearOnClaimsThatExist() throws {
    let file = try ClaimsFile.shipped()
    for finding in FindingOfOthers.all {
      #expect(!finding.bearings.isEmpty && !finding.caveat.isEmpty)
      for bearing in finding.bearings { #expect(file[bearing.claim] != nil, "\(bearing.claim)") }
    }
    #expect(FindingOfOthers.all.count == 13)
  }

  @Test func everyOpenPointSaysWhatWasChosen() {
    for point in PaperOpenPoint.all {
      #expect(!point.finding.isEmpty && !point.choice.isEmpty && !point.sources.isEmpty)
    }
    #expect(Set(PaperOpenPoint.all.map(\.subject)).count == PaperOpenPoint.all.count)
  }
}
