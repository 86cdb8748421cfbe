import Foundation

/// One timing at a time on a host: an exclusive lock that the kernel drops when its holder dies.
package final class HostLock {
  private let descriptor: Int32

  /// - Parameter folder: where the lock file is; one folder for the whole host.
  package init(folder: String = NSTemporaryDirectory()) throws(TimingError) {
    let path = URL(fileURLWithPath: folder).appendingPathComponent("rectify-timing.lock").path
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .lockUnavailable(path: path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .anotherTimingRuns(path: path)
    }
  }

  deinit { close(descriptor) }
}
