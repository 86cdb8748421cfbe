import Datasets
import Digests
import Foundation

/// A folder of small files that are each replaced as a whole, with their SHA-256 in `SHA256SUMS`
/// (`sha256sum --check` reads it).
///
/// A record's digest is on disk before the record is, so a record that exists without one, or with
/// another, was not written by us. Writers hold the folder's lock.
struct RecordFolder: Sendable {
  let path: String
  static let sums = "SHA256SUMS"

  /// The folder's own name, in which a run's is its identity.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

  func create() throws(ExperimentError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .storeUnusable(path: path, reason: error.localizedDescription)
    }
  }

  /// A record's bytes, checked against their digest; nil when there is no such record.
  func read(_ name: String) throws(ExperimentError) -> Data? {
    guard let data = try bytes(name) else { return nil }
    let digest = data.withUnsafeBytes { SHA256.hexadecimal(of: $0) }
    guard let expected = try digests()[name] else {
      throw .damagedRecord(file: file(name), reason: "\(Self.sums) beside it does not list it")
    }
    guard digest == expected else {
      throw .damagedRecord(
        file: file(name), reason: "its SHA-256 is \(digest), and \(expected) in \(Self.sums)")
    }
    return data
  }

  /// Writes a record; unless it may replace one, it must not exist yet.
  func write(
    _ data: Data, as name: String, replacing: Bool = false
  ) throws(ExperimentError) {
    guard replacing || !exists(name) else { throw .recordExists(file: file(name)) }
    var sums = try digests()
    sums[name] = data.withUnsafeBytes { SHA256.hexadecimal(of: $0) }
    let lines = sums.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }.joined()
    try replace(Self.sums, with: Data(lines.utf8))
    try replace(name, with: data)
  }

  /// Replaces a file by way of a temporary one, so that a reader or a crash sees the old content or
  /// the new: open, write, fsync, rename, fsync the folder.
  func replace(_ name: String, with data: Data) throws(ExperimentError) {
    let temporary = file(name + ".partial")
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(temporary) }
    do {
      defer { close(descriptor) }
      var written = 0
      while written < data.count {
        let count = data.withUnsafeBytes {
          Foundation.write(descriptor, $0.baseAddress! + written, data.count - written)
        }
        if count < 0 {
          if errno == EINTR { continue }
          throw Self.failure(temporary)
        }
        written += count
      }
      guard fsync(descriptor) == 0 else { throw Self.failure(temporary) }
    }
    guard rename(temporary, file(name)) == 0 else { throw Self.failure(file(name)) }
    let folder = open(path, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { throw Self.failure(path) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw Self.failure(path) }
  }

  /// A file's bytes, unchecked; nil when there is no such file.
  func bytes(_ name: String) throws(ExperimentError) -> Data? {
    guard exists(name) else { return nil }
    do {
      return try Data(contentsOf: URL(fileURLWithPath: file(name)))
    } catch {
      throw .damagedRecord(file: file(name), reason: error.localizedDescription)
    }
  }

  /// The recorded digests, by file name.
  func digests() throws(ExperimentError) -> [String: String] {
    guard let data = try bytes(Self.sums) else { return [:] }
    var digests: [String: String] = [:]
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let parts = line.components(separatedBy: "  ")
      guard parts.count == 2, parts[0].count == 64 else {
        throw .damagedRecord(file: file(Self.sums), reason: "the line \"\(line)\" is no digest")
      }
      digests[parts[1]] = parts[0]
    }
    return digests
  }

  static func failure(_ path: String) -> ExperimentError {
    .storeUnusable(path: path, reason: String(cString: strerror(errno)))
  }

  /// The names of the folders of runs in a store, in their order.
  static func runs(in path: String) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return entries.filter { entry in
      entry.utf8.count == 16 && entry.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }.sorted()
  }
}
