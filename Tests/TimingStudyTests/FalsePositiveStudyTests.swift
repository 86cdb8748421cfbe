import Foundation
import Randomness
import RectifyTimingStudy
import Testing
import Timing

/// Recorded steps as an idle machine might give them: each copy of a process is off by a little,
/// each step by some more, and the machine's speed wanders.
private func recorded(
  processes: Int, blocks: Int, processNoise: Double, stepNoise: Double
) -> SamplesCSV {
  var random = RandomStream(seed: 1, name: "recorded")
  // A sum of twelve uniforms is near enough normal.
  func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + random.uniform() } }
  var speed = 0.0
  var all: [TimedBlock] = []
  for process in 0..<processes {
    let offsets = (0..<3).map { _ in processNoise * normal() }
    for _ in 0..<blocks {
      let half = random.permutation(of: 3)
      let order = half + half.reversed()
      let seconds = order.map { arm in
        speed += 0.002 * normal()
        return 0.3 * exp(speed + offsets[arm] + stepNoise * normal())
      }
      all.append(
        TimedBlock(
          process: process, order: order, seconds: seconds,
          load: MachineLoad(outside: 0.01, steal: 0, pressure: 0.01, runnable: 1)))
    }
  }
  return SamplesCSV(armNames: ["A", "A'", "B"], blocks: all)
}

@Suite struct FalsePositiveStudyTests {
  @Test func falsePositivesAreAsRareAsTheLevelSays() throws {
    let samples = recorded(processes: 800, blocks: 12, processNoise: 0.003, stepNoise: 0.01)
    let result = try FalsePositiveStudy(
      samples, file: "steps.csv", blocksPerProcess: 6, halfWidth: 0.02
    ).run()
    // 800 processes are 100 measurements that share nothing: the share scatters by at most
    // sqrt(0.05 * 0.95 / 100) = 2.2 points; three times that.
    print(
      "false positives \(result.falsePositives), detected \(result.detected ?? .nan), valid \(result.valid)"
    )
    #expect(result.measurements == 5000)
    #expect(abs(result.falsePositives - 0.05) < 0.065)
    #expect(result.falsePositives > 0)
    // Half-width about 3.5 * sqrt(2) * sqrt(0.003^2 + ...) / sqrt(8), well within 2 %.
    #expect(result.valid > 4500)
    #expect(result.detected ?? 0 > 0.9)
  }

  /// With the copies of a process far apart the control says so, and nothing is printed as a
  /// number.
  @Test func wideScatterIsNotValid() throws {
    let samples = recorded(processes: 40, blocks: 4, processNoise: 0.05, stepNoise: 0.01)
    let result = try FalsePositiveStudy(
      samples, file: "steps.csv", blocksPerProcess: 3, halfWidth: 0.02
    ).run(measurements: 500)
    print("valid \(result.valid) of 500, half-width \(result.controlHalfWidth)")
    #expect(result.valid < 25)
    #expect(result.controlHalfWidth > 0.02)
  }

  @Test func theSameSeedSimulatesTheSame() throws {
    let study = try FalsePositiveStudy(
      recorded(processes: 12, blocks: 5, processNoise: 0.003, stepNoise: 0.01), file: "steps.csv",
      blocksPerProcess: 4, halfWidth: 0.02)
    #expect(study.run(measurements: 50) == study.run(measurements: 50))
    #expect(study.run(measurements: 50) != study.run(measurements: 50, seed: 1))
  }

  @Test func tooFewStepsAreAnError() {
    let samples = recorded(processes: 7, blocks: 5, processNoise: 0, stepNoise: 0.01)
    #expect {
      try FalsePositiveStudy(samples, file: "steps.csv", blocksPerProcess: 4, halfWidth: 0.02)
    } throws: { "\($0)".contains("7 processes") }
  }
}
