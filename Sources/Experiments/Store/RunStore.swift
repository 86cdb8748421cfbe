import Foundation
import Networks

/// The records of runs and measurements: the only thing between training and reporting.
///
/// A run has a folder by its identity with `spec.json`, `cost.json`, `log.jsonl`, `SHA256SUMS`, a
/// `checkpoint` while it is going, and `result.json`, which is written last and makes it complete.
/// A finished record is never rewritten.
public struct RunStore: Sendable {
  public let path: String
  let olderRuns: OlderRuns

  public init(path: String) {
    self.path = path
    olderRuns = OlderRuns(store: path)
  }

  /// The folder of a run: that of its identity, or where there is none and an older program finished
  /// the run, that of the identity which it had then.
  func folder(_ id: String) -> RecordFolder {
    let folder = RecordFolder(path: "\(path)/\(id)")
    guard !FileManager.default.fileExists(atPath: folder.path),
      let name = olderRuns.byIdentity[id]
    else { return folder }
    return RecordFolder(path: "\(path)/\(name)")
  }

  public func state(of specification: RunSpecification) -> RunState {
    do {
      if let result = try result(of: specification) {
        _ = try cost(of: specification)
        if result.numericsRevision != numericsRevision { return .stale }
        return result.outcome == .diverged ? .diverged : .complete
      }
    } catch {
      return .damaged
    }
    let folder = folder(specification.id)
    if folder.exists("failure.txt") { return .failed }
    return folder.exists(SpecificationRecord.fileName) ? .partial : .absent
  }

  /// The result of a run, checked against its digest and its specification; nil when it is not
  /// finished.
  public func result(
    of specification: RunSpecification
  ) throws(ExperimentError) -> RunResult? {
    try result(of: specification, in: folder(specification.id))
  }

  func result(
    of specification: RunSpecification, in folder: RecordFolder
  ) throws(ExperimentError) -> RunResult? {
    guard let data = try folder.read("result.json") else { return nil }
    let file = folder.file("result.json")
    let result = try RecordCoding.decode(RunResult.self, from: data, file: file)
    guard result.schemaVersion == 1 else {
      throw .damagedRecord(
        file: file, reason: "its schema version is \(result.schemaVersion), and 1 is known")
    }
    guard let record = try specificationRecord(folder) else {
      throw .damagedRecord(
        file: folder.file(SpecificationRecord.fileName),
        reason: "it is missing, and the run has a result")
    }
    guard record.specification == specification else {
      throw .damagedRecord(
        file: folder.file(SpecificationRecord.fileName),
        reason: "it is the specification of \(record.id)")
    }
    guard result.id == record.id else {
      throw .damagedRecord(file: file, reason: "it is the result of \(result.id)")
    }
    return result.renamed(for: specification)
  }

  public func cost(of specification: RunSpecification) throws(ExperimentError) -> RunCost? {
    try cost(in: folder(specification.id))
  }

  func cost(in folder: RecordFolder) throws(ExperimentError) -> RunCost? {
    guard let data = try folder.read("cost.json") else { return nil }
    return try RecordCoding.decode(RunCost.self, from: data, file: folder.file("cost.json"))
  }

  /// The finished ones among `runs`, and those whose record is damaged, in their order.
  public func records(
    of runs: [PlannedRun]
  ) -> (finished: [FinishedRun], damaged: [DamagedRun]) {
    var finished: [FinishedRun] = []
    var damaged: [DamagedRun] = []
    for run in runs {
      do {
        guard let result = try result(of: run.specification) else { continue }
        finished.append(
          FinishedRun(planned: run, result: result, cost: try cost(of: run.specification)))
      } catch {
        damaged.append(DamagedRun(planned: run, error: error))
      }
    }
    return (finished, damaged)
  }

  func specificationRecord(
    _ folder: RecordFolder
  ) throws(ExperimentError) -> SpecificationRecord? {
    guard let data = try folder.read(SpecificationRecord.fileName) else { return nil }
    return try SpecificationRecord(data, file: folder.file(SpecificationRecord.fileName))
  }

  /// Takes a run for this process; nil when another process has it.
  ///
  /// - Parameter isShard: whether no other process would take it, so that it is taken also where the
  ///   file system has no locks.
  public func take(
    _ specification: RunSpecification, isShard: Bool = false
  ) throws(ExperimentError) -> RunRecord? {
    let folder = RecordFolder(path: "\(path)/\(specification.id)")
    try folder.create()
    guard let lock = try RecordLock.take(folder.file("lock"), isOptional: isShard) else {
      return nil
    }
    if !folder.exists(SpecificationRecord.fileName) {
      try folder.write(
        SpecificationRecord.encoded(specification), as: SpecificationRecord.fileName)
    }
    let record = RunRecord(specification: specification, folder: folder, lock: lock)
    try record.remove("failure.txt")
    return record
  }
}

extension RunResult {
  /// With the identity that the run has now, which differs from the recorded one in an older record,
  /// and the transfer sets in the specification's order, by its names.
  fileprivate func renamed(for specification: RunSpecification) -> RunResult {
    var result = self
    result.id = specification.id
    result.transfer?.sort { $0.set.digest < $1.set.digest }
    for index in (result.transfer ?? []).indices {
      let set = specification.transfer.first { $0 == result.transfer?[index].set }
      if let set { result.transfer?[index].set = set }
    }
    return result
  }
}
