import Datasets
import Experiments
import Foundation
import Networks
import Testing
import Training

@Suite struct TrainerTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func store(_ name: String) -> RunStore { RunStore(path: folder.path + "/" + name) }

  private func bytes(_ store: RunStore, _ run: PlannedRun) throws -> Data {
    try Data(
      contentsOf: URL(fileURLWithPath: "\(store.path)/\(run.specification.id)/result.json"))
  }

  private func train(_ run: PlannedRun, _ name: String, threads: Int = 1) throws -> RunResult {
    let store = store(name)
    let trainer = Trainer(store: store, dataset: SyntheticData.dataset, threads: threads)
    #expect(try trainer.run([run]) == .finished)
    return try #require(try store.result(of: run.specification))
  }

  @Test func aResultHoldsWhatItsTypeSays() throws {
    let run = SyntheticData.run(images: 3_904)  // 122 steps: intervals of 50, 50 and 22
    let result = try train(run, "a")
    #expect(result.id == run.specification.id && result.outcome == .completed)
    #expect(result.steps == 122 && result.losses.count == 3)
    #expect(result.weightDigests.map(\.step) == [50, 100, 122])
    #expect(Set(result.weightDigests.map(\.sha256)).count == 3)
    #expect(result.evaluated == 90)
    #expect(result.accuracy == Double(result.correct) / 90)
    let bits = try #require(Data(base64Encoded: result.correctBits))
    #expect(bits.count == 12)
    #expect(bits.reduce(0) { $0 + $1.nonzeroBitCount } == result.correct)
    #expect(result.losses.last! < result.losses[0])
    // Three balanced classes: by chance 30 of 90, with a standard deviation of 4.5.
    #expect(result.correct > 50, "\(result.correct) of 90")
  }

  @Test func threadsDoNotMatter() throws {
    let run = SyntheticData.run(.pointwise(.relu, alpha: LengthExponent(1)))
    _ = try train(run, "one", threads: 1)
    _ = try train(run, "three", threads: 3)
    #expect(try bytes(store("one"), run) == bytes(store("three"), run))
  }

  /// Runs of a small model, each on a thread of its own: every run once, and the bytes of one thread.
  @Test func runsThatAreTrainedAtOnceGiveTheSameBytes() throws {
    let runs = (0..<5).map { SyntheticData.run(images: 1_600, seed: $0) }
    let alone = Trainer(store: store("one"), dataset: SyntheticData.dataset, threads: 1)
    #expect(try alone.run(runs) == .finished)
    var finished: [UInt64] = []
    var most = 0
    let together = Trainer(
      store: store("three"), dataset: SyntheticData.dataset, threads: 3,
      report: {
        guard case .finished(let run, _, _, let progress) = $0 else { return }
        finished.append(run.specification.seed)
        most = max(most, progress.current.count)
      })
    #expect(try together.run(runs) == .finished)
    #expect(finished.sorted() == [0, 1, 2, 3, 4])
    #expect(most >= 1, "a run ended while others were trained")
    for run in runs { #expect(try bytes(store("three"), run) == bytes(store("one"), run)) }
  }

  /// All that are trained at once save their state, and go on to the same bytes.
  @Test func runsThatAreTrainedAtOnceStopTogether() throws {
    let runs = (0..<4).map { SyntheticData.run(seed: $0) }
    let whole = Trainer(store: store("whole"), dataset: SyntheticData.dataset, threads: 1)
    #expect(try whole.run(runs) == .finished)
    let store = store("pieces")
    var partial = 0
    for attempt in 0... {
      try #require(attempt < 100)
      let trainer = Trainer(
        store: store, dataset: SyntheticData.dataset, threads: 2,
        isInterrupted: interruption(after: 70))
      if try trainer.run(runs) == .finished { break }
      partial = max(partial, runs.count { store.state(of: $0.specification) == .partial })
    }
    #expect(partial == 2)
    for run in runs { #expect(try bytes(store, run) == bytes(self.store("whole"), run)) }
  }

  /// The order of the list is kept, and a model whose steps are long has all threads.
  @Test func onlyShortStepsAreTakenAtOnce() {
    let short = (0..<7).map { SyntheticData.run(seed: $0) }
    var long = SyntheticData.run(seed: 9)
    long.specification.model.width = 768
    long.specification.model.depth = 12
    let runs = Array(short[..<5]) + [long] + short[5...]
    let stretches = TrainingLanes.stretches(of: runs, threads: 4)
    #expect(stretches.flatMap(\.runs).map(\.specification) == runs.map(\.specification))
    // Four at once; the one that is left has all threads, and so has the long one; two are enough for four.
    #expect(stretches.map(\.lanes.count) == [4, 1, 1, 2])
    #expect(stretches.map(\.lanes.threads) == [1, 4, 4, 1])
    let one = TrainingLanes.stretches(of: runs, threads: 1)
    #expect(one.allSatisfy { $0.lanes.count == 1 && $0.lanes.threads == 1 })
  }

  @Test(arguments: [TrainingRecipe.Augmentation.none, .flipsAndShifts])
  func interruptedAndResumedRunsGiveTheSameBytes(
    _ augmentation: TrainingRecipe.Augmentation
  ) throws {
    let run = SyntheticData.run(seed: 5, augmentation: augmentation)
    _ = try train(run, "whole")
    // Stops at every 7th question: before steps in the middle of loss intervals, and in evaluation.
    let store = store("pieces")
    var attempts = 0
    while true {
      let trainer = Trainer(
        store: store, dataset: SyntheticData.dataset, threads: 1,
        isInterrupted: interruption(after: 7))
      attempts += 1
      if try trainer.run([run]) == .finished { break }
      try #require(attempts < 100)
    }
    #expect(attempts >= 15)
    #expect(try bytes(store, run) == bytes(self.store("whole"), run))
  }

  @Test func checkpointsByTheClockDoNotChangeTheBytes() throws {
    let run = SyntheticData.run()
    _ = try train(run, "whole")
    let store = store("often")
    let trainer = Trainer(
      store: store, dataset: SyntheticData.dataset, threads: 1, checkpointSeconds: 0)
    #expect(try trainer.run([run]) == .finished)
    #expect(try bytes(store, run) == bytes(self.store("whole"), run))
  }

  @Test func aTornCheckpointStartsTheRunAgain() throws {
    let run = SyntheticData.run()
    _ = try train(run, "whole")
    let store = store("torn")
    let stopping = Trainer(
      store: store, dataset: SyntheticData.dataset, threads: 1,
      isInterrupted: interruption(after: 60))
    #expect(try stopping.run([run]) == .interrupted)
    let path = "\(store.path)/\(run.specification.id)/checkpoint"
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    data[data.count / 2] ^= 1
    try data.write(to: URL(fileURLWithPath: path))
    var discarded = 0
    let trainer = Trainer(
      store: store, dataset: SyntheticData.dataset, threads: 1,
      report: { if case .discardedCheckpoint = $0 { discarded += 1 } })
    #expect(try trainer.run([run]) == .finished)
    #expect(discarded == 1)
    #expect(try bytes(store, run) == bytes(self.store("whole"), run))
  }

  @Test func finishedRunsAreNeverTrainedAgain() throws {
    let run = SyntheticData.run(images: 320)
    _ = try train(run, "a")
    let path = "\(store("a").path)/\(run.specification.id)/result.json"
    let before = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    var started = 0
    let trainer = Trainer(
      store: store("a"), dataset: SyntheticData.dataset, threads: 1,
      report: { if case .started = $0 { started += 1 } })
    #expect(try trainer.run([run]) == .finished)
    let after = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    #expect(started == 0 && before == after)
  }

  @Test func aDivergedRunIsAResultAtChance() throws {
    // The first update makes weights whose squares overflow float32.
    let run = SyntheticData.run(
      .pointwise(.squaredReLU, alpha: LengthExponent(0)),
      learningRate: "100000000000000000000000000000")
    let result = try train(run, "a")
    #expect(result.outcome == .diverged)
    #expect(result.steps < 100)
    #expect(result.correct == 30 && result.accuracy == 1.0 / 3 && result.correctBits.isEmpty)
    #expect(result.losses.filter { !$0.isFinite }.isEmpty)
    #expect(store("a").state(of: run.specification) == .diverged)
  }

  @Test func seedsDiffer() throws {
    let first = try train(SyntheticData.run(images: 320, seed: 0), "a")
    let second = try train(SyntheticData.run(images: 320, seed: 1), "a")
    #expect(first.weightDigests.last != second.weightDigests.last)
  }

  @Test func twoTrainersShareAStore() async throws {
    let runs = (0..<6).map { SyntheticData.run(images: 960, seed: UInt64($0)) }
    let path = folder.path + "/shared"
    let started = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<2 {
        group.addTask {
          var ids: [String] = []
          let trainer = Trainer(
            store: RunStore(path: path), dataset: SyntheticData.dataset, threads: 1,
            report: { if case .started(let run, _) = $0 { ids.append(run.specification.id) } })
          let outcome = try trainer.run(runs)
          #expect(outcome == .finished)
          return ids
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(started.sorted() == runs.map(\.specification.id).sorted())
  }

  @Test func progressCountsDown() throws {
    let runs = (0..<3).map { SyntheticData.run(images: 320, seed: UInt64($0)) }
    var counts: [Int] = []
    let trainer = Trainer(
      store: store("a"), dataset: SyntheticData.dataset, threads: 1,
      report: {
        if case .finished(_, _, _, let progress) = $0 { counts.append(progress.finishedRuns) }
      })
    #expect(try trainer.run(runs) == .finished)
    #expect(counts == [1, 2, 3])
  }
}
