import Datasets
import Experiments
import Foundation
import Networks
import Paper
import Testing
import Training

@Suite struct PlanTests {
  /// Of an empty store, on two threads that train every model at one rate.
  private static func plan(_ preset: Preset, in folder: TemporaryFolder, rate: Double) -> Plan {
    Plan(
      preset, runs: preset.runs, stores: RunStores(RunStore(path: folder.path)),
      calibration: Calibration(
        threads: 2,
        rates: Dictionary(uniqueKeysWithValues: PaperModel.inPaper.map { ($0, rate) })))
  }

  @Test func pricesEveryRunByTheMeasuredRate() throws {
    let folder = try TemporaryFolder()
    let smoke = try Preset.load("smoke", data: FashionMNIST.identity)
    let calibration = Calibration.measure(smoke.runs, threads: 1)
    let plan = Plan(
      smoke, runs: smoke.runs, stores: RunStores(RunStore(path: folder.path)),
      calibration: calibration)
    #expect(plan.missing.count == smoke.runs.count)
    let record = plan.json
    #expect(record.runs.count == smoke.runs.count)
    for (run, planned) in zip(record.runs, smoke.runs) {
      #expect(run.id == planned.specification.id && run.state == .absent)
      #expect(run.flops == planned.specification.flops)
      #expect(run.seconds == run.flops / calibration.rates[planned.model]!)
      #expect(run.tokens == planned.specification.model.tokens)
      #expect(run.transfer == planned.specification.transfer.map(\.name))
      #expect(run.alpha == planned.specification.model.attention.alpha?.value)
    }
  }

  /// Rows are by family, model and recipe; what two families share is in the rows of both.
  @Test func rowsCountCellsRunsAndSeeds() throws {
    let folder = try TemporaryFolder()
    let quick = try Preset.load("quick", data: FashionMNIST.identity)
    let plan = Self.plan(quick, in: folder, rate: 2e9)
    let alpha = try #require(
      plan.rows.first { $0.family == .alpha && $0.model == .s32 && $0.recipe == .i21k })
    #expect(alpha.cells == 12 && alpha.entries.count == 33 && alpha.missing == 33)
    #expect(alpha.seeds == 1...7 && alpha.images == 60_000...60_000)
    #expect(alpha.evaluationImages == 10_000...10_000 && alpha.tokens == 49...49)
    #expect(abs(alpha.seconds - alpha.flops / 2e9) < 1e-6 * alpha.seconds)
    let classToken = try #require(plan.rows.first { $0.recipe == .i1k })
    #expect(classToken.tokens == 50...50 && classToken.cells == 2)
    #expect(
      plan.rows.map(\.family)
        == plan.rows.compactMap(\.family).sorted { a, b in
          Family.allCases.firstIndex(of: a)! < Family.allCases.firstIndex(of: b)!
        })
    let shared = plan.entries.reduce(0) { $0 + $1.run.families.count }
    #expect(plan.rows.reduce(0) { $0 + $1.entries.count } == shared && shared > plan.entries.count)
  }

  @Test func machinesShareThePlanInItsOrder() throws {
    let folder = try TemporaryFolder()
    let quick = try Preset.load("quick", data: FashionMNIST.identity)
    let plan = Self.plan(quick, in: folder, rate: 2e9)
    let all = plan.missing.reduce(0) { $0 + $1.seconds }
    let longest = try #require(plan.missing.map(\.seconds).max())
    #expect(abs(plan.seconds(onNodes: 1) - all) < 1e-9 * all)
    #expect(plan.seconds(onNodes: 1_000) == longest)
    // No machine is idle before the last run is taken.
    let shared = plan.seconds(onNodes: 4)
    #expect(shared >= all / 4 && shared <= all / 4 + longest)
  }

  /// Runs that fit a budget are the first that are missing, never a cheaper one behind one that does
  /// not fit.
  @Test func aBudgetTakesTheFirstRunsThatFit() throws {
    let folder = try TemporaryFolder()
    let quick = try Preset.load("quick", data: FashionMNIST.identity)
    let plan = Self.plan(quick, in: folder, rate: 1e11)
    let seconds = plan.entries.map(\.secondsLeft)
    #expect(seconds == plan.entries.map(\.seconds))
    let larger = try #require(quick.runs.firstIndex { $0.model == .b32 })
    for (budget, count) in [
      (0, 0), (seconds[0] * 0.9, 0), (seconds[..<14].reduce(0, +) + 0.1, 14), (1e9, seconds.count),
      (seconds[..<larger].reduce(0, +) + seconds[larger] * 0.9, larger),
    ] as [(Double, Int)] {
      let cut = PlanCut(plan, seconds: budget)
      #expect(cut.fitting.map(\.run) == Array(quick.runs.prefix(count)))
      #expect(cut.left.map(\.run) == Array(quick.runs.dropFirst(count)))
      #expect(cut.kept(quick.runs) == Array(quick.runs.prefix(count)))
    }
    #expect(plan.inherited == nil)
  }

  /// A checkpoint is a part of the price that is paid.
  @Test func aRunInTrainingCostsWhatIsLeftOfIt() throws {
    let folder = try TemporaryFolder()
    let store = RunStore(path: folder.path)
    let run = SyntheticData.run()
    let trainer = Trainer(
      store: store, dataset: SyntheticData.dataset, threads: 1,
      isInterrupted: interruption(after: 61))
    #expect(try trainer.run([run]) == .interrupted)
    let preset = try Preset.load("quick", data: FashionMNIST.identity)
    let calibration = Calibration(threads: 1, rates: [.s32: 1e9])
    func entry() -> Plan.Entry {
      Plan(preset, runs: [run], stores: RunStores(store), calibration: calibration).entries[0]
    }
    let partial = entry()
    // One question before the run, and one before each of its 100 steps.
    let evaluation = 2 * Double(run.specification.model.forwardMultiplyAdds) * 90 / 1e9
    #expect(partial.state == .partial)
    #expect(
      abs(partial.secondsLeft - evaluation - (partial.seconds - evaluation) * 0.4)
        < 1e-9 * partial.seconds)
    #expect(
      try Trainer(store: store, dataset: SyntheticData.dataset, threads: 1).run([run]) == .finished)
    #expect(entry().secondsLeft == 0)
  }

  /// What a rung has from the one below.
  @Test func aPlanKnowsWhatIsInherited() throws {
    let folder = try TemporaryFolder()
    let standard = try Preset.load("standard", data: FashionMNIST.identity)
    let plan = Self.plan(standard, in: folder, rate: 1e11)
    let inherited = try #require(plan.inherited)
    #expect(inherited.from.name == "quick")
    #expect(
      inherited.entries.map(\.run.specification) == inherited.from.runs.map(\.specification))
  }

  @Test func flopsCountTrainingAndEvaluation() {
    let specification = SyntheticData.run(images: 320).specification
    // L = 16, D = 16, one block: 16 (12 * 256 + 2 * 16 * 16) and the embedding 16 * 4 * 16.
    let forward = 16 * (12 * 256 + 2 * 16 * 16) + 16 * 4 * 16
    #expect(specification.flops == Double(forward * (6 * 320 + 2 * 90)))
  }
}
