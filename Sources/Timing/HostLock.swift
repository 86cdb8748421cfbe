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

public enum TimingError: Error, CustomStringConvertible {
  case lockUnavailable(path: String)
  case anotherTimingRuns(path: String)
  case stopped

  public var description: String {
    switch self {
    case .lockUnavailable(let path):
      "The lock file \(path) cannot be opened; set TMPDIR to a folder that can be written."
    case .anotherTimingRuns(let path):
      "Another timing holds \(path), and two at once would disturb each other; "
        + "wait until it is done and run the same command again."
    case .stopped: "The timing was stopped; run the same command to measure it anew."
    }
  }
}
