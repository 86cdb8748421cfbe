import ArgumentParser
import Foundation
import Timing

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Count the false positives of 5,000 measurements cut from recorded steps.")

  @Argument(help: ArgumentHelp("A file that `record` wrote.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("Blocks of each process of a measurement.", valueName: "count"))
  var blocks = 8

  @Option(
    help: ArgumentHelp(
      "How near to 1 a control must stay for its measurement to be valid.", valueName: "fraction"))
  var halfWidth = 0.02

  @Option(
    help: ArgumentHelp("The slow-down of B whose detection is counted.", valueName: "fraction"))
  var slowdown = 0.02

  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw StudyError.unreadableSamples(file: file, line: 1, reason: "it cannot be read")
    }
    let study = try FalsePositiveStudy(
      SamplesCSV(text: text, file: file), file: file, blocksPerProcess: blocks,
      halfWidth: halfWidth)
    let result = study.run(slowdown: slowdown)
    guard json else { return print(Self.words(result)) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    print(String(decoding: try encoder.encode(result), as: UTF8.self))
  }

  private static func words(_ study: FalsePositiveStudy.Result) -> String {
    let among =
      study.falsePositivesAmongValid.map { ", \(percent($0)) of the valid ones" } ?? ""
    return """
      \(study.measurements) measurements, cut from \(study.recordedProcesses) processes with \
      \(Int(study.recordedSeconds)) s of steps, \(study.blocksPerProcess) blocks of each of \
      \(ProcessMedians.fewestProcesses):
      valid: \(study.valid); the control's 99 % interval reaches \(percent(study.controlHalfWidth)) \
      either way (median)
      false positives at 95 %: \(percent(study.falsePositives))\(among)
      a slow-down of \(percent(study.slowdown)) is detected in \
      \(study.detected.map(percent) ?? "none") of the valid ones
      """
  }

  private static func percent(_ fraction: Double) -> String {
    String(format: "%.2f %%", 100 * fraction)
  }
}
