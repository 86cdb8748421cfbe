import Datasets
import Experiments
import Foundation
import Networks
import Paper
import Testing

@Suite struct PlanTests {
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
    let calibration = Calibration(
      threads: 2,
      rates: Dictionary(uniqueKeysWithValues: PaperModel.inPaper.map { ($0, 2e9) }))
    let plan = Plan(
      quick, runs: quick.runs, stores: RunStores(RunStore(path: folder.path)),
      calibration: calibration)
    let alpha = try #require(
      plan.rows.first { $0.family == .alpha && $0.model == .s32 && $0.recipe == .i21k })
    #expect(alpha.cells == 12 && alpha.entries.count == 33 && alpha.missing == 33)
    #expect(alpha.seeds == 1...7 && alpha.images == 60_000...60_000)
    #expect(alpha.evaluationImages == 10_000...10_000 && alpha.tokens == 49)
    #expect(abs(alpha.seconds - alpha.flops / 2e9) < 1e-6 * alpha.seconds)
    let classToken = try #require(plan.rows.first { $0.recipe == .i1k })
    #expect(classToken.tokens == 50 && classToken.cells == 2)
    #expect(
      plan.rows.map(\.family)
        == plan.rows.map(\.family).sorted { a, b in
          Family.allCases.firstIndex(of: a)! < Family.allCases.firstIndex(of: b)!
        })
    let shared = plan.entries.reduce(0) { $0 + $1.run.families.count }
    #expect(plan.rows.reduce(0) { $0 + $1.entries.count } == shared && shared > plan.entries.count)
  }

  @Test func machinesShareThePlanInItsOrder() throws {
    let folder = try TemporaryFolder()
    let quick = try Preset.load("quick", data: FashionMNIST.identity)
    let plan = Plan(
      quick, runs: quick.runs, stores: RunStores(RunStore(path: folder.path)),
      calibration: Calibration(
        threads: 2,
        rates: Dictionary(uniqueKeysWithValues: PaperModel.inPaper.map { ($0, 2e9) })))
    let all = plan.missing.reduce(0) { $0 + $1.seconds }
    let longest = try #require(plan.missing.map(\.seconds).max())
    #expect(abs(plan.seconds(onNodes: 1) - all) < 1e-9 * all)
    #expect(plan.seconds(onNodes: 1_000) == longest)
    // No machine is idle before the last run is taken.
    let shared = plan.seconds(onNodes: 4)
    #expect(shared >= all / 4 && shared <= all / 4 + longest)
  }

  @Test func flopsCountTrainingAndEvaluation() {
    let specification = SyntheticData.run(images: 320).specification
    // L = 16, D = 16, one block: 16 (12 * 256 + 2 * 16 * 16) and the embedding 16 * 4 * 16.
    let forward = 16 * (12 * 256 + 2 * 16 * 16) + 16 * 4 * 16
    #expect(specification.flops == Double(forward * (6 * 320 + 2 * 90)))
  }
}
