import Foundation

/// One timing at a time on a host, whoever starts it: an exclusive lock that the kernel drops when
/// its holder dies.
///
/// The file stays, belongs to the user who came first, and may be read and written by all: it holds
/// nothing. Links in its place are not followed, since anybody may make one in a folder for
/// temporary files.
package final class HostLock {
  private let descriptor: Int32

  /// - Parameter folder: where the lock file is; one folder for the whole host, which TMPDIR names.
  package init(folder: String = NSTemporaryDirectory()) throws(TimingError) {
    let path = folder + (folder.hasSuffix("/") ? "" : "/") + "rectify-timing.lock"
    descriptor = Self.open(path)
    guard descriptor >= 0 else { throw .lockUnavailable(path: path, code: errno) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      close(descriptor)
      throw code == EWOULDBLOCK
        ? .anotherTimingRuns(path: path) : .lockUnavailable(path: path, code: code)
    }
  }

  deinit { close(descriptor) }

  /// -1 and `errno` when it cannot be opened. Linux refuses O_CREAT for a file that is there and
  /// another user's, so that it is given for a new one alone.
  private static func open(_ path: String) -> Int32 {
    let flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    var descriptor: Int32 = -1
    // Another process may make or remove the file in between.
    for _ in 0..<8 {
      descriptor = Foundation.open(path, O_RDWR | flags)
      // A file that another user made under a stricter umask: reading is enough to lock it.
      if descriptor < 0, errno == EACCES { descriptor = Foundation.open(path, O_RDONLY | flags) }
      guard descriptor < 0, errno == ENOENT else { break }
      descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | flags, 0o666)
      // Whatever the umask is; a file system without rights may refuse.
      if descriptor >= 0 { _ = fchmod(descriptor, 0o666) }
      guard descriptor < 0, errno == EEXIST else { break }
    }
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else { return descriptor }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      errno = EINVAL
      return -1
    }
    return descriptor
  }
}
