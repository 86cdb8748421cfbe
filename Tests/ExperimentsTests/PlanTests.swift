import Datasets
import Experiments
import Foundation
import Networks
import Testing

@Suite struct PlanTests {
  @Test func pricesEveryRunByTheMeasuredRate() throws {
    let folder = try TemporaryFolder()
    let smoke = try Preset.load("smoke", data: FashionMNIST.identity)
    let calibration = Calibration.measure(smoke.runs, threads: 1)
    let rate = try #require(calibration.rates["S/32"])
    let plan = try Plan(smoke, store: RunStore(path: folder.path), calibration: calibration)
    #expect(plan.missing.count == smoke.runs.count)
    let record = plan.json
    #expect(record.runs.count == smoke.runs.count)
    for (run, planned) in zip(record.runs, smoke.runs) {
      #expect(run.id == planned.specification.id && run.state == .absent)
      #expect(run.flops == planned.specification.flops)
      #expect(run.seconds == run.flops / rate)
      #expect(run.alpha == planned.specification.model.attention.alpha?.value)
    }
  }

  @Test func flopsCountTrainingAndEvaluation() {
    let specification = SyntheticData.run(images: 320).specification
    // L = 16, D = 16, one block: 16 (12 * 256 + 2 * 16 * 16) and the embedding 16 * 4 * 16.
    let forward = 16 * (12 * 256 + 2 * 16 * 16) + 16 * 4 * 16
    #expect(specification.flops == Double(forward * (6 * 320 + 2 * 90)))
  }
}
