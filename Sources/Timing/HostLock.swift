import Foundation

/// One timing at a time on a host: an exclusive lock that the kernel drops when its holder dies.
final class HostLock {
  private let descriptor: Int32

  init() throws(TimingError) {
    let path = NSTemporaryDirectory() + "/rectify-timing.lock"
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .lockUnavailable(path: path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .anotherTimingRuns(path: path)
    }
  }

  deinit { close(descriptor) }
}
