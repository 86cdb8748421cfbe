import Foundation
import Testing
import Timing

/// `rectify time` as a user runs it.
@Suite(.serialized) struct TimeCommandTests {
  @Test(
    arguments: [
      ["gate"], ["gating", "--only", "S/4"], ["--half-width", "0"],
    ])
  func mistakesAreUsageErrors(arguments: [String]) throws {
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try ProgramUnderTest.run(["time"] + arguments, folder: folder)
    #expect(run.status == 2)
    #expect(!run.errors.isEmpty && run.output.isEmpty)
  }

  /// A half-width that no measurement can reach, and hardly any time.
  @Test func anInvalidTimingHasItsExitCodeAndItsSamples() throws {
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try ProgramUnderTest.run(
      [
        "time", "attention", "--only", "S/32", "--half-width", "0.00001%", "--budget", "1",
        "--json", "--python", "no-such-python", "--csv", folder + "/csv",
      ], folder: folder)
    #expect(run.status == 7)
    #expect(run.errors.contains("Invalid: attention/softmax at S/32"))
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(report["schemaVersion"] as? Int == 1)
    let comparisons = try #require(report["comparisons"] as? [[String: Any]])
    #expect(comparisons.count == 7)
    for comparison in comparisons {
      #expect(
        Set(comparison.keys) == [
          "name", "model", "ratio", "low", "high", "level", "unit", "processes", "blocks",
          "dropped", "control", "predicted", "published", "valid",
        ])
      #expect(comparison["unit"] as? String == "process")
      #expect(comparison["valid"] as? Bool == false)
      let control = try #require(comparison["control"] as? [String: Any])
      #expect(Set(control.keys) == ["ratio", "low", "high", "level"])
    }
    let stored = try FileManager.default.contentsOfDirectory(
      atPath: folder + "/runs/measurements")
    let csv = try FileManager.default.contentsOfDirectory(atPath: folder + "/csv")
    #expect(stored.count { $0.hasSuffix(".csv") } == 1 && csv.count == 1)
    #expect(stored.count { $0.hasSuffix(".json") } == 1)
    let verify = try ProgramUnderTest.run(["verify"], folder: folder)
    #expect(verify.status == 0, "\(verify.errors)")
  }

  @Test func anInterruptEndsItAtOnce() throws {
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try ProgramUnderTest.run(
      ["time", "gating", "--only", "S/32"], folder: folder, interruptAfter: "1 measurement")
    #expect(run.status == 130)
    #expect(run.errors.contains("measured anew by the same command"))
  }
}
