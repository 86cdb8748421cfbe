import Datasets
import Digests
import Files
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
    let code = SharedFile.makeFolder(path)
    guard code == 0 else { throw Self.failure(path, code: code) }
  }

  /// A record's bytes, checked against their digest; nil when there is no such record.
  func read(_ name: String) throws(ExperimentError) -> Data? {
    var list: [String: String]?
    return try read(name, list: &list)
  }

  /// The same for one of several records.
  ///
  /// - Parameter list: the recorded digests. They are read after the first record: whoever wrote that had
  ///   listed it before.
  func read(
    _ name: String, list: inout [String: String]?
  ) throws(ExperimentError) -> Data? {
    guard let data = try bytes(name) else { return nil }
    let digest = data.withUnsafeBytes { SHA256.hexadecimal(of: $0) }
    if list == nil { list = try digests() }
    guard let expected = list?[name] else {
      throw .damagedRecord(file: file(name), reason: "\(Self.sums) beside it does not list it")
    }
    guard digest == expected else {
      guard !Self.hasConvertedLines(data, of: expected) else {
        throw .damagedRecord(file: file(name), reason: Self.convertedLines)
      }
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
    // A crash leaves no record beside the digest of another.
    if replacing { try remove(name) }
    try replaceDigests(sums)
    try replace(name, with: data)
  }

  func replaceDigests(_ digests: [String: String]) throws(ExperimentError) {
    let lines = digests.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }.joined()
    try replace(Self.sums, with: Data(lines.utf8))
  }

  /// Removes a file, where there is one.
  func remove(_ name: String) throws(ExperimentError) {
    guard unlink(file(name)) == 0 || errno == ENOENT else { throw Self.failure(file(name)) }
  }

  /// Replaces a file by way of a temporary one, so that a reader or a crash sees the old content or
  /// the new: open, write, fsync, rename, fsync the folder.
  func replace(_ name: String, with data: Data) throws(ExperimentError) {
    let temporary = file(name + ".partial")
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(temporary) }
    var code = SharedFile.write(data, to: descriptor)
    if code == 0, fsync(descriptor) != 0, !StoreFault.isUnsupported(errno) { code = errno }
    // Some servers say only now that there is no room.
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else {
      unlink(temporary)
      throw Self.failure(temporary, code: code)
    }
    guard rename(temporary, file(name)) == 0 else {
      let code = errno
      unlink(temporary)
      throw Self.failure(file(name), code: code)
    }
    code = SharedFile.synchronise(folder: path)
    guard code == 0 else { throw Self.failure(path, code: code) }
  }

  /// A file's bytes, unchecked; nil when there is no such file.
  func bytes(
    _ name: String, atMost limit: Int = FileContent.largest
  ) throws(ExperimentError) -> Data? {
    do { return Data(try FileContent.bytes(of: file(name), atMost: limit)) } catch {
      if error.code == EFBIG {
        throw .damagedRecord(
          file: file(name),
          reason: "it has more bytes than its writer leaves, which are at most \(limit)")
      }
      if Self.isNowhere(error.code) { return nil }
      throw Self.failure(file(name), .read, code: error.code)
    }
  }

  /// The recorded digests, by file name.
  func digests() throws(ExperimentError) -> [String: String] {
    let (digests, stray) = try parsedDigests()
    if let stray {
      throw .damagedRecord(
        file: file(Self.sums), reason: "the line \"\(NameRule.shown(stray))\" is no digest")
    }
    return digests
  }

  /// Those of the lines that can be read, where others are damaged.
  func readableDigests() throws(ExperimentError) -> [String: String] { try parsedDigests().digests }

  /// - Returns: the digests by file name, and the first line that holds none.
  private func parsedDigests() throws(ExperimentError) -> (
    digests: [String: String], stray: String?
  ) {
    guard let data = try bytes(Self.sums) else { return ([:], nil) }
    var digests: [String: String] = [:]
    var stray: String?
    // By their bytes: to Swift's text, CRLF is one character, and no line feed. Git may have written
    // CRLF into a clone.
    data.withUnsafeBytes { bytes in
      for ended in bytes.split(separator: UInt8(ascii: "\n")) {
        let line = ended.last == 0x0D ? ended.dropLast() : ended
        if line.isEmpty { continue }
        let (digest, rest) = (line.prefix(64), line.dropFirst(64))
        if !digest.contains(0x20), rest.prefix(2).elementsEqual([0x20, 0x20]) {
          digests[String(decoding: rest.dropFirst(2), as: UTF8.self)] =
            String(decoding: digest, as: UTF8.self)
        } else {
          stray = stray ?? String(decoding: line, as: UTF8.self)
        }
      }
    }
    return (digests, stray)
  }

  // MARK: - Line ends

  /// Whether bytes would be those of a digest with LF in place of CRLF.
  private static func hasConvertedLines(_ data: Data, of digest: String) -> Bool {
    var lines: [UInt8] = []
    lines.reserveCapacity(data.count)
    for byte in data {
      if byte == 0x0A, lines.last == 0x0D { lines.removeLast() }
      lines.append(byte)
    }
    return lines.withUnsafeBytes { SHA256.hexadecimal(of: $0) } == digest
  }

  private static let convertedLines =
    "git changed its line ends to CRLF, as core.autocrlf has it; after deleting the store's files, "
    + "`git -c core.autocrlf=false checkout -- .` in its folder brings them back"

  /// - Parameter code: as the system's last call gave it.
  static func failure(
    _ path: String, _ step: StoreFault.Step = .write, code: Int32 = errno
  ) -> ExperimentError {
    .storeUnusable(path: path, fault: StoreFault(step, code: code))
  }

  /// The names of what is in the folder, in their order; none where there is no such folder.
  func names() throws(ExperimentError) -> [String] {
    guard let stream = opendir(path) else {
      let code = errno
      if Self.isNowhere(code) { return [] }
      throw Self.failure(path, .read, code: code)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw Self.failure(path, .read) }
        return names.sorted()
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
  }

  /// The names of the folders of runs in a store, in their order.
  static func runs(in path: String) throws(ExperimentError) -> [String] {
    try RecordFolder(path: path).names().filter { name in
      name.utf8.count == 16 && name.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }
  }

  /// Whether an `errno` says that nothing can be at a path, so that there is nothing to read; writing
  /// says what is wrong with it.
  private static func isNowhere(_ code: Int32) -> Bool {
    [ENOENT, ENOTDIR, ENAMETOOLONG, ELOOP].contains(code)
  }
}
