import Foundation

/// An exclusive `flock` on a file. The kernel drops it when its holder dies, so no lock
/// is left behind.
///
/// Safe to pass between threads: the descriptor never changes.
final class RecordLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// Nil when another holder has it.
  static func take(_ path: String) throws(ExperimentError) -> RecordLock? {
    try lock(path, operation: LOCK_EX | LOCK_NB)
  }

  /// Waits for other holders, who hold it for as long as it takes to write a small file.
  static func wait(for path: String) throws(ExperimentError) -> RecordLock {
    guard let lock = try lock(path, operation: LOCK_EX) else {
      throw RecordFolder.failure(path, .lock, code: EWOULDBLOCK)
    }
    return lock
  }

  private static func lock(
    _ path: String, operation: Int32
  ) throws(ExperimentError) -> RecordLock? {
    var descriptor = SharedFile.open(path, O_RDWR)
    // The lock file of another user who lets others read: reading is enough to lock it.
    if descriptor < 0, errno == EACCES { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw RecordFolder.failure(path) }
    while flock(descriptor, operation) != 0 {
      let code = errno
      if code == EINTR { continue }
      close(descriptor)
      if code == EWOULDBLOCK { return nil }
      throw RecordFolder.failure(path, .lock, code: code)
    }
    return RecordLock(descriptor: descriptor)
  }

  deinit { close(descriptor) }
}
