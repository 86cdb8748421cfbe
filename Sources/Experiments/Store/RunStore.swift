import Foundation
import Networks

/// The records of runs and measurements: the only thing between training and reporting.
///
/// A run has a folder by its identity with `spec.json`, `cost.json`, `log.jsonl`, `SHA256SUMS`, a
/// `checkpoint` while it is going, and `result.json`, which is written last and makes it complete.
/// A finished record is never rewritten.
public struct RunStore: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  func folder(_ id: String) -> RecordFolder { RecordFolder(path: "\(path)/\(id)") }

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
    return folder.exists("spec.json") ? .partial : .absent
  }

  /// The result of a run, checked against its digest and its specification; nil when it is not
  /// finished.
  public func result(
    of specification: RunSpecification
  ) throws(ExperimentError) -> RunResult? {
    let folder = folder(specification.id)
    guard let data = try folder.read("result.json") else { return nil }
    let file = folder.file("result.json")
    let result = try RecordCoding.decode(RunResult.self, from: data, file: file)
    guard result.schemaVersion == 1 else {
      throw .damagedRecord(
        file: file, reason: "its schema version is \(result.schemaVersion), and 1 is known")
    }
    guard result.id == specification.id else {
      throw .damagedRecord(file: file, reason: "it is the result of \(result.id)")
    }
    guard try storedSpecification(folder) == specification else {
      throw .damagedRecord(
        file: folder.file("spec.json"), reason: "it does not hold the specification of its folder")
    }
    return result
  }

  public func cost(of specification: RunSpecification) throws(ExperimentError) -> RunCost? {
    let folder = folder(specification.id)
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

  func storedSpecification(
    _ folder: RecordFolder
  ) throws(ExperimentError) -> RunSpecification? {
    guard let data = try folder.read("spec.json") else { return nil }
    let file = folder.file("spec.json")
    let fields = try RecordCoding.decode([String: String].self, from: data, file: file)
    do {
      return try RunSpecification(canonicalFields: fields)
    } catch {
      throw .damagedRecord(file: file, reason: error.description)
    }
  }

  /// Takes a run for this process; nil when another process has it.
  public func take(
    _ specification: RunSpecification
  ) throws(ExperimentError) -> RunRecord? {
    let folder = folder(specification.id)
    try folder.create()
    guard let lock = try RecordLock.take(folder.file("lock")) else { return nil }
    if !folder.exists("spec.json") {
      try folder.write(RecordCoding.encode(specification.canonicalFields), as: "spec.json")
    }
    let record = RunRecord(specification: specification, folder: folder, lock: lock)
    try record.remove("failure.txt")
    return record
  }
}
