import Claims
import Experiments
import Reports
import Testing

@Suite struct DamagedRunTests {
  /// One damaged run of an arm: the claims that need the arm have no number, the others are as they
  /// would be without the arm.
  @Test func onlyTheClaimsThatNeedItAreInvalid() throws {
    let runs = HandMade.runs(HandMade.panel(residual: 0.0002))
    let whole = Evidence(planned: runs.planned, finished: runs.finished)
    let lost = try #require(
      runs.planned.first { Arm($0.specification.model) == HandMade.softmax })
    let damaged = DamagedRun(
      planned: lost,
      error: .damagedRecord(file: "/somewhere/runs/1234/result.json", reason: "it is torn"))
    let torn = Evidence(
      planned: runs.planned, finished: runs.finished.filter { $0.planned != lost },
      damaged: [damaged])
    // Softmax is what S1 is held against; D1 is about relu alone.
    #expect(try HandMade.assess("S1", whole).verdict.outcome != .invalid)
    let s1 = try HandMade.assess("S1", torn)
    #expect(
      s1.verdict.outcome == .invalid && s1.estimate == nil && s1.seedsInClaimedDirection == nil)
    #expect(
      s1.reason.sentence.contains("the record 1234/result.json is damaged (it is torn)"),
      "\(s1.reason.sentence)")
    #expect(!s1.reason.sentence.contains("/somewhere"))
    let before = try HandMade.assess("D1", whole)
    let after = try HandMade.assess("D1", torn)
    #expect(after.verdict == before.verdict && after.estimate == before.estimate)
    #expect(after.n == before.n && after.cells.map(\.outcome) == before.cells.map(\.outcome))
  }
}
