import Foundation
import Synchronization

/// The folders of a store whose runs an older program finished, by the identities that these runs
/// have now. The folders are looked through once, when a run has no folder of its own; no program of
/// today adds to them.
final class OlderRuns: Sendable {
  private let store: String
  private let folders = Mutex<[String: String]?>(nil)

  init(store: String) { self.store = store }

  /// Names of folders.
  func byIdentity() throws(ExperimentError) -> [String: String] {
    try folders.withLock { (folders) throws(ExperimentError) in
      if let folders { return folders }
      let found = try find()
      folders = found
      return found
    }
  }

  /// Looks through the folders again when it is asked next: one of them was renamed.
  func forget() { folders.withLock { $0 = nil } }

  private func find() throws(ExperimentError) -> [String: String] {
    var found: [String: String] = [:]
    for name in try RecordFolder.runs(in: store) {
      let folder = RecordFolder(path: "\(store)/\(name)")
      // What cannot be read is damaged, which the check of the store says.
      guard folder.exists("result.json"),
        let data = try? folder.bytes(SpecificationRecord.fileName),
        let record = try? SpecificationRecord(data, file: SpecificationRecord.fileName),
        record.isOlder, record.id == name
      else { continue }
      found[record.specification.id] = name
    }
    return found
  }
}
