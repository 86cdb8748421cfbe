import Foundation

/// Files and folders that several users of one store may write: each is made with all the rights that
/// the user's umask leaves.
enum SharedFile {
  /// A descriptor of a file, which is made where there is none; -1 and `errno` otherwise.
  ///
  /// A file that is there is opened without O_CREAT: in folders with the sticky bit, Linux refuses
  /// that to all but its owner.
  static func open(_ path: String, _ flags: Int32) -> Int32 {
    var descriptor: Int32 = -1
    // Another process may make or remove the file in between.
    for _ in 0..<8 {
      descriptor = Foundation.open(path, flags | O_CLOEXEC)
      guard descriptor < 0, errno == ENOENT else { return descriptor }
      descriptor = Foundation.open(path, flags | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor < 0, errno == EEXIST else { return descriptor }
    }
    // A link that leads nowhere.
    errno = ENOENT
    return descriptor
  }

  /// Zero, or an `errno`.
  static func write(_ data: Data, to descriptor: Int32) -> Int32 {
    data.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        // The rest lies within the data: `written` is below their count.
        let count = Foundation.write(
          descriptor, bytes.baseAddress! + written, bytes.count - written)
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }

  /// Makes a folder with those on the way to it: zero, or an `errno`.
  static func makeFolder(_ path: String) -> Int32 {
    if isFolder(path) { return 0 }
    if mkdir(path, 0o777) == 0 { return 0 }
    switch errno {
    case EEXIST where isFolder(path): return 0
    case EEXIST: return access(path, F_OK) == 0 ? ENOTDIR : errno
    case ENOENT:
      let trimmed = path.reversed().drop { $0 == "/" }.drop { $0 != "/" }
      let parent = String(trimmed.reversed())
      guard !parent.isEmpty, parent != "/" else { return ENOENT }
      let code = makeFolder(parent)
      guard code == 0 else { return code }
      guard mkdir(path, 0o777) != 0 else { return 0 }
      let refusal = errno
      return isFolder(path) ? 0 : refusal
    default: return errno
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Has a folder's names written to the disk, where its file system can be told to: zero, or an
  /// `errno`. CIFS and some others know no such call for a folder, and a folder that may be written
  /// need not be readable; the files in it were written before.
  static func synchronise(folder path: String) -> Int32 {
    let folder = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return errno == EACCES ? 0 : errno }
    defer { close(folder) }
    guard fsync(folder) != 0 else { return 0 }
    return StoreFault.isUnsupported(errno) ? 0 : errno
  }
}
