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
  @Test func falsePositivesAreAsRareAsTheLevelsSay() throws {
    let samples = recorded(processes: 1_200, blocks: 6, processNoise: 0.003, stepNoise: 0.01)
    let result = try FalsePositiveStudy(samples, file: "steps.csv", halfWidth: 0.02)
      .run(measurements: 2_000)
    // 1,200 processes are at least 33 procedures of at most 36 that share nothing: the share scatters by at
    // most sqrt(0.05 * 0.95 / 33) = 3.8 points; three times that.
    print(
      "false positives \(result.falsePositives), missed \(result.missed), detected \(result.detected)"
    )
    #expect(result.measurements == 2_000)
    #expect(result.missed > 0 && result.missed < 0.05 + 0.115)
    #expect(result.falsePositives <= result.missed && result.reversed == 0)
    // A slow-down of 2 % lies five standard errors of sqrt(2) * 0.5 % / sqrt(8) beyond what the control of
    // such processes reaches.
    #expect(result.detected > 0.5 && result.precise > 1_500)
  }

  /// With the copies of a process far apart a number stands with its wide interval.
  @Test func wideScatterIsImprecise() throws {
    let samples = recorded(processes: 40, blocks: 3, processNoise: 0.05, stepNoise: 0.01)
    let result = try FalsePositiveStudy(samples, file: "steps.csv", halfWidth: 0.02)
      .run(measurements: 500)
    print("precise \(result.precise) of 500, half-width \(result.controlHalfWidth)")
    #expect(result.precise == 0 && result.imprecise > 450)
    #expect(result.controlHalfWidth > 0.02)
  }

  @Test func theSameSeedSimulatesTheSame() throws {
    let study = try FalsePositiveStudy(
      recorded(processes: 12, blocks: 5, processNoise: 0.003, stepNoise: 0.01), file: "steps.csv",
      halfWidth: 0.02)
    #expect(study.run(measurements: 50) == study.run(measurements: 50))
    #expect(study.run(measurements: 50) != study.run(measurements: 50, seed: 1))
  }

  @Test func tooFewStepsAreAnError() {
    let samples = recorded(processes: 7, blocks: 5, processNoise: 0, stepNoise: 0.01)
    #expect {
      try FalsePositiveStudy(samples, file: "steps.csv", halfWidth: 0.02)
    } throws: { "\($0)".contains("7 processes") }
  }
}
