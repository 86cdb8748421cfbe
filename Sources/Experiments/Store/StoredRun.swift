/// A finished run as a store holds it, whatever preset asked for it.
public struct StoredRun: Hashable, Sendable {
  public let specification: RunSpecification
  public let result: RunResult

  public var id: String { specification.id }
}

extension RunStore {
  /// The names of the folders that hold runs, in their order. An older program's is not the identity
  /// that the run has now.
  public func runFolders() throws(ExperimentError) -> [String] { try RecordFolder.runs(in: path) }

  /// By which its runs can be called, those of an older program by either identity.
  func identities() throws(ExperimentError) -> Set<String> {
    Set(try runFolders()).union(try olderRuns.byIdentity().keys)
  }

  /// The finished run whose identity begins with `prefix`, as no other's does.
  public func run(_ prefix: String) throws(ExperimentError) -> StoredRun {
    let identities = try identities()
    let matches = identities.filter { $0.hasPrefix(prefix) }.sorted()
    guard let id = matches.first, !prefix.isEmpty else {
      throw .unknownRun(prefix, store: path)
    }
    guard matches.count == 1 else { throw .ambiguousRun(prefix, matches: matches) }
    guard let run = try storedRun(in: try folder(id)) else { throw .unfinishedRun(id, store: path) }
    return run
  }

  /// A folder's run, its result checked against digest, specification and itself; nil when it is not
  /// finished.
  func storedRun(in folder: RecordFolder) throws(ExperimentError) -> StoredRun? {
    let file = folder.file(SpecificationRecord.fileName)
    guard let record = try specificationRecord(folder) else {
      // A run was just taken, or a folder holds a result without what it is the result of.
      guard folder.exists("result.json") else { return nil }
      throw .damagedRecord(file: file, reason: "it is missing, and the run has a result")
    }
    guard record.id == folder.name else {
      throw .damagedRecord(file: file, reason: "it is the specification of \(record.id)")
    }
    guard let result = try result(of: record.specification, in: folder) else { return nil }
    return StoredRun(specification: record.specification, result: result)
  }
}
