import Foundation
import Networks

/// How far a planned run has come.
public enum RunState: String, CaseIterable, Codable, Sendable {
  /// Nothing is stored.
  case absent
  /// Begun and not finished; perhaps another process is at it now.
  case partial
  case complete
  /// Complete, with the outcome that the loss or the gradient left the finite numbers.
  case diverged
  /// The last attempt ended by a fault of the machine; the next one tries again.
  case failed
  /// Finished by an older revision of the numerics: still a result, with other bits.
  case stale
  /// Its record is not what its writer left. It says nothing, and nothing is written over it.
  case damaged

  /// Whether there is a result.
  public var isFinished: Bool { self == .complete || self == .diverged || self == .stale }
  /// Whether training would give one.
  public var isMissing: Bool { !isFinished && self != .damaged }
}

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

/// One run's record, held by this process until the value is gone.
public final class RunRecord: Sendable {
  public let specification: RunSpecification
  let folder: RecordFolder
  private let lock: RecordLock

  init(specification: RunSpecification, folder: RecordFolder, lock: RecordLock) {
    self.specification = specification
    self.folder = folder
    self.lock = lock
  }

  /// Writes the result, last; the run is finished from then on.
  func finish(_ result: RunResult, cost: RunCost) throws(ExperimentError) {
    // A crash between the two leaves a cost of an attempt whose result never came.
    try remove("cost.json")
    try folder.write(RecordCoding.encode(cost), as: "cost.json")
    try folder.write(RecordCoding.encode(result), as: "result.json")
    try remove("checkpoint")
    try remove("checkpoint.partial")
  }

  /// Notes that a fault of the machine ended the attempt.
  func fail(_ reason: String) throws(ExperimentError) {
    try folder.replace("failure.txt", with: Data((reason + "\n").utf8))
  }

  /// Adds one event to the run's log, a JSON object a line.
  func log(_ event: [String: String]) throws(ExperimentError) {
    var event = event
    event["time"] = Date.now.ISO8601Format()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(event) + Data("\n".utf8) else { return }
    let path = folder.file("log.jsonl")
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw RecordFolder.failure(path) }
    defer { close(descriptor) }
    guard line.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == line.count else {
      throw RecordFolder.failure(path)
    }
  }

  func remove(_ name: String) throws(ExperimentError) {
    guard folder.exists(name) else { return }
    guard unlink(folder.file(name)) == 0 else { throw RecordFolder.failure(folder.file(name)) }
  }
}
