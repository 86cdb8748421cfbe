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
    guard let lock = try lock(path, operation: LOCK_EX) else { throw RecordFolder.failure(path) }
    return lock
  }

  private static func lock(
    _ path: String, operation: Int32
  ) throws(ExperimentError) -> RecordLock? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw RecordFolder.failure(path) }
    while flock(descriptor, operation) != 0 {
      if errno == EINTR { continue }
      let isTaken = errno == EWOULDBLOCK
      let failure = RecordFolder.failure(path)
      close(descriptor)
      if isTaken { return nil }
      throw failure
    }
    return RecordLock(descriptor: descriptor)
  }

  deinit { close(descriptor) }
}
