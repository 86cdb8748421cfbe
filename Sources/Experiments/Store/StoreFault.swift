import Foundation

/// What the system refused to a store: an `errno`, what it means there, and whether waiting mends it.
public struct StoreFault: Hashable, Sendable {
  public enum Step: CaseIterable, Sendable {
    case read, write, lock
  }

  public let step: Step
  /// As the system gave it in `errno`.
  public let code: Int32

  public init(_ step: Step, code: Int32) {
    self.step = step
    self.code = code
  }

  /// Whether the same command goes on once there is room, or the device or its server answers
  /// again. What is stored is intact.
  public var passes: Bool { isFull || Self.passing.contains(code) }

  private var isFull: Bool { code == ENOSPC || code == EDQUOT }

  private static let passing: Set = [
    EIO, EREMOTEIO, ESTALE, ETIMEDOUT, EHOSTDOWN, EHOSTUNREACH, ENETDOWN, ENETUNREACH, ENOTCONN,
    ENOMEM, EAGAIN, EBUSY, ENFILE,
  ]

  /// Whether a file system says so that it does not know the call.
  static func isUnsupported(_ code: Int32) -> Bool {
    [EINVAL, ENOSYS, EOPNOTSUPP, ENOTSUP, ENOTTY, EBADF].contains(code)
  }

  /// Whether the file system has no locks at all.
  var hasNoLocks: Bool {
    step == .lock && (Self.isUnsupported(code) || code == ENOLCK)
  }

  public var reason: String {
    hasNoLocks
      ? "its file system has no locks: \(String(cString: strerror(code)))"
      : String(cString: strerror(code))
  }

  /// The rest of a sentence.
  public var remedy: String {
    if hasNoLocks {
      return
        "without them two processes would write one record, so pass --store a folder on another "
        + "file system, or give each of N processes its own runs with `rectify run --shard i/N`"
    }
    if isFull { return "make room, or pass --store a folder on another disk" }
    if passes { return "see that its disk or server answers, and run the same command again" }
    switch code {
    case EACCES, EPERM:
      return "let this user \(step == .read ? "read" : "write") it, or pass --store another folder"
    case EROFS: return "its file system is read-only, so pass --store a folder on another"
    case ENAMETOOLONG: return "pass --store a shorter path"
    case ENOTDIR, EEXIST, EISDIR:
      return "a file lies where a folder should be, or the other way round, so pass --store a "
        + "folder"
    case ENOENT:
      return "a folder on the way to it is gone or a link leads nowhere, so pass --store "
        + "a folder that can be made"
    case ELOOP: return "links on the way to it lead in a circle, so pass --store a folder without"
    case EMFILE:
      return "raise the number of open files with `ulimit -n`, and run the same command "
        + "again"
    case EFBIG:
      return "raise the size of files with `ulimit -f`, or pass --store a folder on another "
        + "file system"
    default: return "pass --store a folder on another file system, such as a local disk"
    }
  }
}
