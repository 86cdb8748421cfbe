import Datasets
import Digests
import Foundation
import Testing

/// Records of a store in a workplace, read and damaged by tests.
extension Workplace {
  /// The folder of the run with these fields in its specification.
  func runFolder(_ store: String, where fields: [String: String]) throws -> String {
    let folder = try runFolders(store).first { folder in
      let record = try JSONSerialization.jsonObject(with: bytes(folder + "/spec.json"))
      let specification = try #require(
        (record as? [String: Any])?["specification"] as? [String: String])
      return fields.allSatisfy { specification[$0.key] == $0.value }
    }
    return try #require(folder)
  }

  /// Writes a record with its digest, as the program would.
  func writeRecord(_ text: String, as name: String, in folder: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
    try write("\(folder)/\(name)", text)
    let sums = exists(folder + "/SHA256SUMS") ? try self.text(folder + "/SHA256SUMS") : ""
    let others = sums.split(separator: "\n").filter { !$0.hasSuffix("  \(name)") }
    let lines = others.map(String.init) + ["\(SHA256.hexadecimal(of: text))  \(name)"]
    try write(folder + "/SHA256SUMS", lines.map { $0 + "\n" }.joined())
  }
}

/// The claims that `rectify diff --json` prints, by id.
struct PrintedClaims {
  let claims: [String: [String: Any]]

  init(_ run: CommandRun) throws {
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let list = try #require(object?["claims"] as? [[String: Any]])
    claims = Dictionary(list.map { ($0["id"] as? String ?? "", $0) }) { first, _ in first }
  }

  func verdict(_ id: String) -> String { claims[id]?["verdict"] as? String ?? "-" }

  var verdicts: [String: String] { claims.mapValues { $0["verdict"] as? String ?? "-" } }
}
