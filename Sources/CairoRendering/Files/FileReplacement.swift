import Files
import Glibc

/// Files that appear complete or not at all, one or several at once.
package enum FileReplacement {
  /// Puts `bytes` at `path` at once: a reader finds the old file or the new one, and a failure leaves
  /// the old one alone.
  package static func write(_ bytes: [UInt8], to path: String) throws(RenderingError) {
    try write([(path, bytes)])
  }

  /// Replaces all of `files` or none: temporary files beside them are written and flushed, then renamed.
  /// Where one cannot be put in its place, those before it get their old content back. Nothing else is
  /// left in the folders.
  package static func write(_ files: [(path: String, bytes: [UInt8])]) throws(RenderingError) {
    var staged: [StagedFile] = []
    defer { for file in staged { file.clean() } }
    for (index, file) in files.enumerated() {
      let item = StagedFile(path: file.path, index: index)
      staged.append(item)
      try item.stage(file.bytes)
    }
    for (index, file) in staged.enumerated() {
      do throws(RenderingError) {
        try file.replace()
      } catch {
        for earlier in staged[..<index].reversed() { earlier.restore() }
        throw error
      }
    }
  }
}

/// One of the files that are replaced together.
private struct StagedFile {
  let path: String
  /// Holds the new content until it is renamed.
  let temporary: String
  /// A second name of the old content, or a copy of it, until all files are in place.
  let backup: String
  let hadFile: Bool

  /// The names of temporary files do not hold the file's own, which may be as long as a name can be.
  init(path: String, index: Int) {
    self.path = path
    let stem = "\(folder(of: path))/.rectify.\(getpid()).\(index)"
    temporary = stem + ".part"
    backup = stem + ".old"
    hadFile = access(path, F_OK) == 0
  }

  func failure(_ step: RenderingError.FileStep, _ code: Int32 = errno) -> RenderingError {
    .file(path: path, step: step, code: code, hadFile: hadFile)
  }

  /// Writes the new content beside the old, whose second name is made too: what can fail for want of
  /// room or permission fails here, before anything is replaced.
  func stage(_ bytes: [UInt8]) throws(RenderingError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw failure(.replace, EISDIR)
    }
    let name = path.split(separator: "/").last ?? ""
    // The longest name of the file systems in use.
    guard name.utf8.count <= 255 else { throw failure(.create, ENAMETOOLONG) }
    try write(bytes, to: temporary)
    if hadFile, link(path, backup) != 0 {
      // A file system without second names.
      try write(try content(), to: backup)
    }
  }

  func replace() throws(RenderingError) {
    guard rename(temporary, path) == 0 else { throw failure(.replace) }
  }

  /// Puts the old content back, or takes the new one away where there was none.
  func restore() {
    if hadFile { rename(backup, path) } else { unlink(path) }
  }

  /// Removes what the replacement needed.
  func clean() {
    unlink(temporary)
    unlink(backup)
  }

  private func write(_ bytes: [UInt8], to path: String) throws(RenderingError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw failure(.create) }
    var code: Int32 = 0
    var written = 0
    while written < bytes.count, code == 0 {
      // The slice stays within `bytes`: `written` never exceeds its count.
      let count = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress! + written, $0.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        code = errno
      }
    }
    // A file system that cannot flush is no reason to go without the file.
    if code == 0, fsync(file) != 0, errno != EINVAL, errno != ENOTSUP { code = errno }
    if close(file) != 0, code == 0 { code = errno }
    guard code == 0 else { throw failure(.write, code) }
  }

  private func content() throws(RenderingError) -> [UInt8] {
    do { return try FileContent.bytes(of: path) } catch { throw failure(.create, error.code) }
  }
}
