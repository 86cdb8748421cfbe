import Datasets
import Experiments
import Foundation
import Networks
import Testing
import Training

@Suite struct AuditTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(path: folder.path + "/runs")
  }

  private func train(_ runs: [PlannedRun]) throws {
    let trainer = Trainer(store: store, dataset: SyntheticData.dataset, threads: 1)
    #expect(try trainer.run(runs) == .finished)
  }

  private func audit(
    _ count: Int, choiceSeed: UInt64 = 1, threads: Int = 1
  ) throws -> (audit: Audit, chosen: [String]) {
    let check = try StoreCheck(store)
    #expect(check.damages.isEmpty, "\(check.damages)")
    var audit = Audit(
      check.runs, data: SyntheticData.dataset.identity, choiceSeed: choiceSeed)
    var chosen: [String] = []
    try audit.replay(
      count, on: SyntheticData.dataset, threads: threads,
      report: { if case .started(let run, _, _, _) = $0 { chosen.append(run.id) } })
    return (audit, chosen)
  }

  static let diverging = SyntheticData.run(
    .pointwise(.squaredReLU, alpha: LengthExponent(0)),
    learningRate: "100000000000000000000000000000")

  /// 122 steps, digests at 50, 100 and 122; on two threads where the record had one.
  @Test(arguments: [
    SyntheticData.run(images: 3_904),
    SyntheticData.run(.uniform, images: 3_904, augmentation: .flipsAndShifts),
    diverging,
  ])
  func aGoodRunIsReplayedToTheSameBits(_ run: PlannedRun) throws {
    try train([run])
    let (audit, _) = try audit(1, threads: 2)
    #expect(audit.mismatches.isEmpty && audit.replayed == 1 && audit.replayedInFull == 1)
    #expect(audit.stepsAudited == audit.stepsTotal)
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let step: Int
    let change: @Sendable (inout RunResult) -> Void
  }

  /// Forgeries whose checksums are right and which contradict nothing in the record.
  static let changes = [
    Change(testDescription: "digest in the middle", step: 100) {
      $0.weightDigests[1].sha256 = $0.weightDigests[1].sha256.withAnotherDigit
    },
    Change(testDescription: "last digest", step: 122) {
      $0.weightDigests[2].sha256 = $0.weightDigests[2].sha256.withAnotherDigit
    },
    Change(testDescription: "loss", step: 50) { $0.losses[0] = $0.losses[0].nextUp },
    Change(testDescription: "accuracy with its bits", step: 122) { result in
      var bits = [UInt8](Data(base64Encoded: result.correctBits)!)
      let byte = bits.firstIndex { $0 != 0 }!
      bits[byte] &= bits[byte] - 1  // without its lowest bit
      result.correctBits = Data(bits).base64EncodedString()
      result.correct -= 1
      result.accuracy = Double(result.correct) / 90
    },
  ]

  @Test(arguments: changes) func aForgedResultIsFoundWithItsStep(_ change: Change) throws {
    let run = SyntheticData.run(images: 3_904)
    try train([run])
    try StoreForgery(store, run).forgeResult(change.change)
    let (audit, _) = try audit(1)
    #expect(audit.mismatches == [Audit.Mismatch(run: run.specification.id, step: change.step)])
    #expect(audit.stepsAudited <= 122 && audit.replayed == 1)
  }

  @Test func aForgedDivergenceIsFound() throws {
    let run = SyntheticData.run(images: 3_904)
    try train([run])
    try StoreForgery(store, run).forgeResult {
      ($0.outcome, $0.steps, $0.correct, $0.accuracy) = (.diverged, 100, 30, 1.0 / 3)
      $0.correctBits = ""
      $0.losses.removeLast()
      $0.weightDigests.removeLast()
    }
    let (audit, _) = try audit(1)
    #expect(audit.mismatches == [Audit.Mismatch(run: run.specification.id, step: 101)])
  }

  @Test func theSeedRepeatsTheChoice() throws {
    try train((0..<8).map { SyntheticData.run(images: 320, seed: $0) })
    let first = try audit(3, choiceSeed: 7)
    #expect(first.chosen.count == 3 && Set(first.chosen).count == 3)
    #expect(try audit(3, choiceSeed: 7).chosen == first.chosen)
    let others = try (0..<10).map { try audit(3, choiceSeed: 100 + $0).chosen }
    #expect(Set(others).count > 1)
    #expect(first.audit.stepsTotal == 80 && first.audit.stepsAudited == 30)
    // 1 - C(7, 3) / C(8, 3), 1 - C(6, 3) / C(8, 3), 1 - C(3, 3) / C(8, 3); nine are not there.
    let chances = [1: 3.0 / 8, 2: 1 - 20.0 / 56, 5: 1 - 1.0 / 56]
    for (altered, expected) in chances {
      let chance = try #require(first.audit.chanceOfCatching(altered))
      #expect(abs(chance - expected) < 1e-12, "\(altered): \(chance), \(expected)")
    }
    #expect(first.audit.chanceOfCatching(9) == nil)
    #expect(try audit(8).audit.chanceOfCatching(1) == 1)
  }

  @Test func otherRevisionsAndOtherDataAreCountedApart() throws {
    let old = SyntheticData.run(images: 320)
    try train([old, SyntheticData.run(images: 320, seed: 1)])
    try StoreForgery(store, old).forgeResult { $0.numericsRevision = 0 }
    let (audit, _) = try audit(5)
    #expect(audit.otherRevision.map(\.id) == [old.specification.id])
    #expect(audit.candidates.count == 1 && audit.replayed == 1)
    #expect(audit.stepsTotal == 20 && audit.stepsAudited == 10)
    let runs = try StoreCheck(store).runs
    let elsewhere = Audit(runs, data: FashionMNIST.identity, choiceSeed: 1)
    #expect(elsewhere.otherData.count == 1 && elsewhere.candidates.isEmpty)
    let stored = try store.run(old.specification.id)
    #expect(
      throws: ExperimentError.otherRevision(
        run: stored.id, revision: 0, current: numericsRevision)
    ) { try Replay(stored, on: SyntheticData.dataset, threads: 1) }
  }

  @Test func aSpentBudgetLeavesRunsOut() throws {
    try train([SyntheticData.run(images: 320)])
    var audit = Audit(
      try StoreCheck(store).runs, data: SyntheticData.dataset.identity, choiceSeed: 1)
    var leftOut = 0
    try audit.replay(
      1, on: SyntheticData.dataset, threads: 1, budget: 0,
      report: { if case .leftOut(let runs) = $0 { leftOut = runs } })
    #expect(leftOut == 1 && audit.replayed == 0 && audit.stepsAudited == 0)
  }

  @Test func interruptionEndsTheAudit() throws {
    try train((0..<3).map { SyntheticData.run(images: 3_904, seed: $0) })
    var audit = Audit(
      try StoreCheck(store).runs, data: SyntheticData.dataset.identity, choiceSeed: 1)
    try audit.replay(
      3, on: SyntheticData.dataset, threads: 1,
      shouldStop: interruption(after: 60))
    #expect(audit.isInterrupted && audit.replayed == 1 && audit.replayedInFull == 0)
    #expect(audit.stepsAudited == 50)
  }
}
