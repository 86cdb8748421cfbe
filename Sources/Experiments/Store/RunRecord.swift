import Foundation

/// One run's record, held by this process until the value is gone.
public final class RunRecord: Sendable {
  public let specification: RunSpecification
  let folder: RecordFolder
  /// Whether its specification or its list of checksums was damaged, and was written anew.
  package let isMended: Bool
  private let lock: RecordLock

  init(
    specification: RunSpecification, folder: RecordFolder, isMended: Bool, lock: RecordLock
  ) {
    self.specification = specification
    self.folder = folder
    self.isMended = isMended
    self.lock = lock
  }

  /// Writes the result, last; the run is finished from then on.
  package func finish(_ result: RunResult, cost: RunCost) throws(ExperimentError) {
    // A crash between the two leaves a cost of an attempt whose result never came.
    try folder.remove("cost.json")
    try folder.write(RecordCoding.encode(cost), as: "cost.json")
    try folder.write(RecordCoding.encode(result), as: "result.json")
    for name in Self.leftovers { try folder.remove(name) }
  }

  /// What a crash may leave beside a result.
  static let leftovers = ["checkpoint", "checkpoint.partial", "failure.txt", "failure.txt.partial"]

  /// Notes that a fault of the machine ended the attempt.
  package func fail(_ reason: String) throws(ExperimentError) {
    try folder.replace("failure.txt", with: Data((reason + "\n").utf8))
  }

  /// Adds one event to the run's log, a JSON object a line.
  package func log(_ event: [String: String]) throws(ExperimentError) {
    var event = event
    event["time"] = Date.now.ISO8601Format()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(event) + Data("\n".utf8) else { return }
    let path = folder.file("log.jsonl")
    let descriptor = SharedFile.open(path, O_RDWR | O_APPEND)
    guard descriptor >= 0 else { throw RecordFolder.failure(path) }
    defer { close(descriptor) }
    let code = SharedFile.write(
      Self.endsWithinALine(descriptor) ? Data("\n".utf8) + line : line, to: descriptor)
    guard code == 0 else { throw RecordFolder.failure(path, code: code) }
  }

  /// Whether a full disk or a crash cut the last line short.
  private static func endsWithinALine(_ descriptor: Int32) -> Bool {
    let end = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0
    return end > 0 && pread(descriptor, &last, 1, end - 1) == 1 && last != UInt8(ascii: "\n")
  }
}
