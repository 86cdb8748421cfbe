import Glibc

/// Files that appear complete or not at all.
package enum FileReplacement {
  /// Puts `bytes` at `path` at once: a temporary file beside it is written, flushed and renamed, so
  /// that a reader finds the old file or the new one, and a failure leaves the old one alone.
  package static func write(_ bytes: [UInt8], to path: String) throws(RenderingError) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let temporary = "\(folder(of: path))/.\(name).\(getpid()).part"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .file(path: path, step: .create, code: errno) }

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
    if code == 0, fsync(file) != 0 { code = errno }
    if close(file) != 0, code == 0 { code = errno }
    guard code == 0 else {
      unlink(temporary)
      throw .file(path: path, step: .write, code: code)
    }
    guard rename(temporary, path) == 0 else {
      code = errno
      unlink(temporary)
      throw .file(path: path, step: .replace, code: code)
    }
  }
}
