import Claims
import Experiments
import Foundation
import Reports
import Testing
import Timing

/// Records and claims files come from other machines and other people: no name in them is markup in a
/// report, whatever table or sentence it stands in.
@Suite struct HostileNamesTests {
  private static let name =
    "![a](http://b)<img src=x onerror=c>|\u{1B}[31m\n# d\r\n- e *f* __g__ [h]: i $j$ \u{202E}|\u{301}"

  private static func report() throws -> String {
    let runs = HandMadeInput.preset.runs.map { run in
      var finished = HandMadeInput.finished(run, accuracy: HandMadeInput.accuracy(run))
      finished.cost?.host = name
      finished.cost?.processor = name
      finished.cost?.system = name
      finished.cost?.build = .init(revision: name, compiler: name, vectorInstructions: name)
      return finished
    }
    var timing = HandMadeInput.timing()
    timing.setting = name
    timing.processor = name
    let times = ModelStepTimes(
      entries: [
        .init(
          model: .s32, attention: "softmax", batch: 32, secondsPerStep: 0.01, low: 0.009,
          high: 0.011, steps: 100)
      ], threads: 2, processor: name)
    let claims = String(
      decoding: try Data(contentsOf: claimsFile), as: UTF8.self
    ).replacing("sentence: ReLU-attention divided", with: "sentence: \(quoted) # ReLU")
      .replacing("words: no number is printed", with: "words: \(quoted)")
    let damage = ExperimentError.damagedRecord(file: "/\(name)/\(name)", reason: name)
    let input = ReportInput(
      preset: HandMadeInput.preset, finished: Array(runs.dropFirst()),
      missing: [(runs[0].planned, .damaged)],
      damaged: [DamagedRun(planned: runs[0].planned, error: damage)], timings: [timing],
      linearClassifier: nil, stepTimes: times,
      damagedMeasurements: [DamagedMeasurement(key: .stepTimes(preset: "quick"), error: damage)],
      claims: try ClaimsFile(yaml: claims, named: name))
    return HandMadeInput.report(input).text
  }

  /// As YAML has it in a flow mapping.
  private static let quoted =
    "\""
    + name.replacing("\u{1B}", with: "\\e").replacing("\r\n", with: "\\r\\n")
    .replacing("\n", with: "\\n") + "\""

  private static let claimsFile = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../Sources/Claims/claims.yaml")

  @Test func noneIsMarkupInAReport() throws {
    let text = try Self.report()
    #expect(text.contains("http://b") && text.unicodeScalars.count(where: { $0 == "\u{301}" }) > 5)
    #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    // Between backticks, and in the attributes of the pictures' tags, nothing is markup.
    let plain = text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("  <img src=\"..") }
      .map { $0.split(separator: "`", omittingEmptySubsequences: false) }
      .map { pieces in pieces.indices.filter { $0 % 2 == 0 }.map { pieces[$0] }.joined() }
      .joined(separator: "\n")
    for markup in ["![a](", "<img src=x", "\n# d", "\n- e", " *f*", " __g__", " [h]", " $j$"] {
      let place = plain.firstRange(of: markup)
      #expect(place == nil, "\(markup): \(place.map { plain[$0.lowerBound...].prefix(200) } ?? "")")
    }
    // Every row of a table has as many cells as its head.
    var bars = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("| ") else {
        bars = 0
        continue
      }
      let scalars = Array(line.unicodeScalars)
      let count = scalars.indices.count {
        scalars[$0] == "|" && ($0 == 0 || scalars[$0 - 1] != "\\")
      }
      #expect(bars == 0 || bars == count, "\(line)")
      bars = count
    }
  }
}
