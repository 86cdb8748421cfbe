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
  func folder(_ id: String) throws(ExperimentError) -> RecordFolder {
    let folder = RecordFolder(path: "\(path)/\(id)")
    guard !FileManager.default.fileExists(atPath: folder.path),
      let name = try olderRuns.byIdentity()[id]
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
      let folder = try folder(specification.id)
      if folder.exists("failure.txt") { return .failed }
      return folder.exists(SpecificationRecord.fileName) ? .partial : .absent
    } catch {
      return .damaged
    }
  }

  /// The result of a run, checked against its digest, its specification and itself; nil when it is
  /// not finished.
  public func result(
    of specification: RunSpecification
  ) throws(ExperimentError) -> RunResult? {
    try result(of: specification, in: try folder(specification.id))
  }

  func result(
    of specification: RunSpecification, in folder: RecordFolder
  ) throws(ExperimentError) -> RunResult? {
    var list: [String: String]?
    return try result(of: specification, in: folder, list: &list)
  }

  /// - Parameter list: see `RecordFolder.read`.
  private func result(
    of specification: RunSpecification, in folder: RecordFolder, list: inout [String: String]?
  ) throws(ExperimentError) -> RunResult? {
    guard let data = try folder.read("result.json", list: &list) else {
      try requireUnclaimed(folder, by: specification)
      return nil
    }
    let file = folder.file("result.json")
    let result = try RecordCoding.decode(from: data, file: file, scan: RunResult.init)
    let specificationFile = folder.file(SpecificationRecord.fileName)
    guard let content = try folder.read(SpecificationRecord.fileName, list: &list) else {
      throw .damagedRecord(
        file: specificationFile, reason: "it is missing, and the run has a result")
    }
    var id = specification.id
    if !SpecificationRecord.hold(content, specification.canonicalFields) {
      let record = try SpecificationRecord(content, file: specificationFile)
      guard record.specification == specification else {
        throw .damagedRecord(
          file: specificationFile, reason: "it is the specification of \(record.id)")
      }
      id = record.id
    }
    guard result.id == id else {
      throw .damagedRecord(file: file, reason: "it is the result of \(result.id)")
    }
    let renamed = result.renamed(for: specification)
    if let defect = renamed.inconsistency(with: specification) {
      throw .damagedRecord(file: file, reason: defect)
    }
    return renamed
  }

  public func cost(of specification: RunSpecification) throws(ExperimentError) -> RunCost? {
    try cost(in: try folder(specification.id))
  }

  func cost(in folder: RecordFolder) throws(ExperimentError) -> RunCost? {
    var list: [String: String]?
    return try cost(in: folder, list: &list)
  }

  /// A finished run's result and cost; nil when it is not finished.
  func resultAndCost(
    of specification: RunSpecification, in folder: RecordFolder
  ) throws(ExperimentError) -> (result: RunResult, cost: RunCost?)? {
    var list: [String: String]?
    guard let result = try result(of: specification, in: folder, list: &list) else { return nil }
    return (result, try cost(in: folder, list: &list))
  }

  private func cost(
    in folder: RecordFolder, list: inout [String: String]?
  ) throws(ExperimentError) -> RunCost? {
    let file = folder.file("cost.json")
    guard let data = try folder.read("cost.json", list: &list) else {
      guard folder.exists("result.json") else { return nil }
      throw .damagedRecord(file: file, reason: "it is missing, and the run has a result")
    }
    return try RecordCoding.decode(from: data, file: file, scan: RunCost.init)
  }

  /// The finished ones among `runs`, and those whose record is damaged, in their order.
  public func records(
    of runs: [PlannedRun]
  ) -> (finished: [FinishedRun], damaged: [DamagedRun]) {
    var finished: [FinishedRun] = []
    var damaged: [DamagedRun] = []
    for run in runs {
      do {
        let folder = try folder(run.specification.id)
        guard let (result, cost) = try resultAndCost(of: run.specification, in: folder) else {
          continue
        }
        finished.append(FinishedRun(planned: run, result: result, cost: cost))
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

  /// Where a folder has no result: an error when its specification is whole and not this one, as
  /// of a newer program, whose work would be lost.
  private func requireUnclaimed(
    _ folder: RecordFolder, by specification: RunSpecification
  ) throws(ExperimentError) {
    let record: SpecificationRecord?
    do {
      record = try specificationRecord(folder)
    } catch .damagedRecord {
      // Written anew when the run is taken: without a result, nothing depends on it.
      return
    }
    if let record, record.specification != specification {
      throw .damagedRecord(
        file: folder.file(SpecificationRecord.fileName),
        reason: "it is the specification of \(record.id)")
    }
  }

  /// Removes what a crash left beside a result that is whole; a store that cannot be written keeps it.
  package func tidy(_ specification: RunSpecification) {
    guard let folder = try? folder(specification.id),
      RunRecord.leftovers.contains(where: folder.exists),
      let lock = try? RecordLock.take(folder.file("lock"))
    else { return }
    for name in RunRecord.leftovers { try? folder.remove(name) }
    withExtendedLifetime(lock) {}
  }

  /// Takes a run for this process; nil when another process has it.
  ///
  /// A run without a result may have a damaged specification or list of checksums. Nothing else
  /// depends on them, and a checkpoint has a checksum of its own, so they are written anew.
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
    var isMended = false
    if !folder.exists("result.json") {
      try requireUnclaimed(folder, by: specification)
      isMended = try folder.startSpecification(SpecificationRecord.encoded(specification))
    }
    let record = RunRecord(
      specification: specification, folder: folder, isMended: isMended, lock: lock)
    for name in ["failure.txt", "failure.txt.partial"] { try folder.remove(name) }
    return record
  }
}

extension RecordFolder {
  /// Writes a run's specification where it is not there, whole; whether there was something damaged
  /// in its place.
  fileprivate func startSpecification(_ content: Data) throws(ExperimentError) -> Bool {
    let name = SpecificationRecord.fileName
    var isDamaged = false
    do {
      if let data = try read(name) {
        _ = try SpecificationRecord(data, file: file(name))
        return false
      }
      // The run's end adds to the list, which must be readable then.
      _ = try digests()
    } catch .damagedRecord {
      isDamaged = true
    }
    if isDamaged { try replaceDigests([:]) }
    try write(content, as: name, replacing: true)
    return isDamaged
  }
}

extension RunResult {
  /// With the identity that the run has now, which differs from the recorded one in an older record,
  /// and the transfer sets in the specification's order, by its names.
  fileprivate func renamed(for specification: RunSpecification) -> RunResult {
    guard transfer != nil || id != specification.id else { return self }
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
