import Foundation

/// What `--json` prints.
struct BenchmarkReport: Encodable {
  struct Case: Encodable {
    var name: String
    var attention: String
    /// True with `--gate`, absent otherwise.
    var gate: Bool?
    var threads: Int
    var batch: Int
    var imagesPerSecond: Double
    var gflops: Double
    /// Of the peak that was measured in alternation with the case.
    var fractionOfPeak: Double
    var peakResidentBytes: Int
  }

  var schemaVersion = 1
  /// The median of all bursts of the run.
  var peakGFLOPs: Double
  var cases: [Case]

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}

/// The table for people, a row at a time as the cases finish.
enum BenchmarkTable {
  static let header = row(
    "case", "attention", "threads", "batch", "images/s", "GFLOP/s", "of peak", "MB")

  static func row(_ result: BenchmarkReport.Case) -> String {
    row(
      result.name, result.attention + (result.gate == true ? ", gate" : ""),
      "\(result.threads)", "\(result.batch)", String(format: "%.1f", result.imagesPerSecond),
      String(format: "%.1f", result.gflops),
      String(format: "%.1f %%", 100 * result.fractionOfPeak),
      String(format: "%.0f", Double(result.peakResidentBytes) / 1e6))
  }

  private static func row(
    _ name: String, _ attention: String, _ numbers: String...
  ) -> String {
    let texts = [(name, 20), (attention, 18)].map { text, width in
      text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
    }
    let numbers = numbers.map { String(repeating: " ", count: max(0, 9 - $0.count)) + $0 }
    return (texts + numbers).joined(separator: " ")
  }
}
