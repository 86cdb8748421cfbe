import Foundation

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
    let descriptor = SharedFile.open(path, O_WRONLY | O_APPEND)
    guard descriptor >= 0 else { throw RecordFolder.failure(path) }
    defer { close(descriptor) }
    let code = SharedFile.write(line, to: descriptor)
    guard code == 0 else { throw RecordFolder.failure(path, code: code) }
  }

  func remove(_ name: String) throws(ExperimentError) {
    guard folder.exists(name) else { return }
    guard unlink(folder.file(name)) == 0 else { throw RecordFolder.failure(folder.file(name)) }
  }
}
