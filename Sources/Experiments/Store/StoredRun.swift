import Foundation

/// A finished run as a store holds it, whatever preset asked for it.
public struct StoredRun: Hashable, Sendable {
  public let specification: RunSpecification
  public let result: RunResult

  public var id: String { specification.id }
}

extension RunStore {
  /// The identities that have a folder in the store, in their order.
  public var runIdentities: [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return entries.filter { entry in
      entry.utf8.count == 16 && entry.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }.sorted()
  }

  /// The finished run whose identity begins with `prefix`, as no other's does.
  public func run(_ prefix: String) throws(ExperimentError) -> StoredRun {
    let matches = runIdentities.filter { $0.hasPrefix(prefix) }
    guard let id = matches.first, !prefix.isEmpty else {
      throw .unknownRun(prefix, store: path)
    }
    guard matches.count == 1 else { throw .ambiguousRun(prefix, matches: matches) }
    guard let run = try storedRun(id) else { throw .unfinishedRun(id, store: path) }
    return run
  }

  /// A run by its folder's name, its result checked against digest, specification and itself; nil
  /// when it is not finished.
  func storedRun(_ id: String) throws(ExperimentError) -> StoredRun? {
    let folder = folder(id)
    guard let specification = try storedSpecification(folder) else {
      // A run was just taken, or a folder holds a result without what it is the result of.
      guard folder.exists("result.json") else { return nil }
      throw .damagedRecord(
        file: folder.file("spec.json"), reason: "it is missing, and the run has a result")
    }
    guard specification.id == id else {
      throw .damagedRecord(
        file: folder.file("spec.json"), reason: "it is the specification of \(specification.id)")
    }
    guard let result = try result(of: specification) else { return nil }
    if let defect = result.inconsistency(with: specification) {
      throw .damagedRecord(file: folder.file("result.json"), reason: defect)
    }
    return StoredRun(specification: specification, result: result)
  }
}
