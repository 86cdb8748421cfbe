import Datasets
import Digests
import Experiments
import Foundation
import Testing

/// Changes to a record's files: careless ones, and those of a forger who knows the checksums.
struct StoreForgery {
  let folder: String

  init(_ store: RunStore, _ run: PlannedRun) { folder = "\(store.path)/\(run.specification.id)" }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }

  /// Changes a file and leaves `SHA256SUMS` as it is.
  func edit(_ name: String, _ change: (String) -> String) throws {
    let text = try text(name)
    let changed = change(text)
    #expect(changed != text)
    try changed.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }

  /// Changes a file and writes its new digest into `SHA256SUMS`.
  func forge(_ name: String, _ change: (String) -> String) throws {
    try edit(name, change)
    let digest = SHA256.hexadecimal(of: try text(name))
    try edit("SHA256SUMS") { sums in
      sums.split(separator: "\n").map {
        $0.hasSuffix("  \(name)") ? "\(digest)  \(name)\n" : "\($0)\n"
      }.joined()
    }
  }

  /// Changes the result as a value, with its digest.
  func forgeResult(_ change: (inout RunResult) -> Void) throws {
    var result = try JSONDecoder().decode(RunResult.self, from: Data(try text("result.json").utf8))
    change(&result)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let changed = String(decoding: try encoder.encode(result), as: UTF8.self)
    try forge("result.json") { _ in changed }
  }
}

extension String {
  /// With its first hexadecimal digit replaced by another.
  var withAnotherDigit: String { (first == "0" ? "1" : "0") + dropFirst() }
}
