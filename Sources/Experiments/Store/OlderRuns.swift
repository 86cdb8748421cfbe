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
  var byIdentity: [String: String] {
    folders.withLock { folders in
      if let folders { return folders }
      let found = find()
      folders = found
      return found
    }
  }

  private func find() -> [String: String] {
    var found: [String: String] = [:]
    for name in RecordFolder.runs(in: store) {
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
