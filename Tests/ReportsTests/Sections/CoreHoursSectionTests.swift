import Experiments
import Testing

@Suite struct CoreHoursSectionTests {
  @Test func coreHoursComeFromStepTimes() throws {
    let times = ModelStepTimes(
      entries: [
        .init(
          model: .s32, attention: "softmax", batch: 32, secondsPerStep: 0.01, low: 0.0095,
          high: 0.0105, steps: 40)
      ], threads: 2, processor: "a processor")
    let text = try QuickReport.report(stepTimes: times)
    #expect(text.contains("| S/32 | softmax | 32 | 10.00 [9.50, 10.50] | 40 |"))
  }
}
