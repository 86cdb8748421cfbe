import Claims
import Testing

@Suite struct FindingOfOthersTests {
  @Test func findingsOfOthersBearOnClaimsThatExist() throws {
    let file = try ClaimsFile.shipped()
    for finding in FindingOfOthers.all {
      #expect(!finding.bearings.isEmpty && !finding.caveat.isEmpty)
      for bearing in finding.bearings { #expect(file[bearing.claim] != nil, "\(bearing.claim)") }
    }
    #expect(FindingOfOthers.all.count == 13)
  }
}
