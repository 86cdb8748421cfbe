import ArgumentParser
import Foundation
import Timing

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Count the false positives of 5,000 measurements cut from recorded steps.")

  @Argument(help: ArgumentHelp("A file that `record` wrote.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("Processes of one attempt.", valueName: "count"))
  var processes = 12

  @Option(
    help: ArgumentHelp(
      "Attempts of somebody who repeats what is not decided.", valueName: "count"))
  var attempts = 3

  @Option(
    help: ArgumentHelp("How narrow the intervals are wanted.", valueName: "fraction"))
  var halfWidth = 0.015

  @Option(
    help: ArgumentHelp("The slow-down of B whose detection is counted.", valueName: "fraction"))
  var slowdown = 0.02

  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw StudyError.unreadableSamples(file: file, line: 1, reason: "it cannot be read")
    }
    let study = try FalsePositiveStudy(
      SamplesCSV(text: text, file: file), file: file, halfWidth: halfWidth,
      processesPerAttempt: processes, attempts: attempts)
    let result = study.run(slowdown: slowdown)
    guard json else { return print(Self.words(result)) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    print(String(decoding: try encoder.encode(result), as: UTF8.self))
  }

  private static func words(_ study: FalsePositiveStudy.Result) -> String {
    """
    \(study.measurements) procedures, cut from \(study.recordedProcesses) processes with \
    \(Int(study.recordedSeconds)) s of steps, \(study.dropped) blocks left out:
    first attempt: \(study.precise) precise, \(study.imprecise) imprecise, \(study.biased) biased; \
    half-width \(percent(study.halfWidth)), the control's \(percent(study.controlHalfWidth)) (medians); \
    the estimates spread by \(percent(study.spread))
    said a difference where there is none, repeats included: \(percent(study.falsePositives)); \
    an interval of some look left out one in \(percent(study.missed))
    a slow-down of \(percent(study.slowdown)) was found by \(percent(study.detected)) of the first \
    attempts, and called the reverse by \(percent(study.reversed))
    """
  }

  private static func percent(_ fraction: Double) -> String {
    String(format: "%.2f %%", 100 * fraction)
  }
}
