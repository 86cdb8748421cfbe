#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that runs beside this one, with its input and output connected to here.
///
/// It takes no thread, so that it either starts or says why not, whatever the limits; and it changes
/// no disposition of a signal: a child that has died is found out by an error of `send`.
public final class ChildProcess {
  /// What the system refused.
  public struct Refusal: Error {
    public let reason: String
    init(_ code: Int32) { reason = String(cString: strerror(code)) }
  }

  public enum Ending: Equatable, Sendable {
    case exit(Int32)
    case signal(Int32)
    /// Over, but this process was started so that children's endings are not told to it.
    case unknown
  }

  public enum Stream { case connected, null }

  /// Its process identifier, which stays its own until its ending was asked for.
  public let identifier: pid_t
  /// This side of the child's standard input; -1 where there is none, or it is closed.
  private var input: Int32
  /// This side of its standard output; -1 where there is none.
  private let output: Int32
  private var ending: Ending?

  /// Starts `program` in a process group of its own, so that a terminal's Ctrl-C reaches its parent
  /// alone.
  ///
  /// - Parameters:
  ///   - program: a path.
  ///   - streams: its standard input and output; its standard error is this program's, or null
  ///     where `quiet`.
  public init(
    _ program: String, _ arguments: [String], streams: Stream = .connected, quiet: Bool = false
  ) throws(Refusal) {
    var ends: [Int32] = [-1, -1, -1, -1]
    func closeAll() { for end in ends where end >= 0 { close(end) } }
    if streams == .connected {
      // A socket for its input, since a pipe without a reader raises a signal in this process.
      for pair in [0, 2] {
        var two: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Self.streamSocket, 0, &two) == 0 else {
          let code = errno
          closeAll()
          throw Refusal(code)
        }
        ends[pair] = two[0]
        ends[pair + 1] = two[1]
        for end in two { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      }
    }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    if streams == .connected {
      posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
      posix_spawn_file_actions_adddup2(&actions, ends[3], 1)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    }
    if quiet { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var identifier = pid_t()
    let code = posix_spawn(&identifier, program, &actions, &attributes, &words, environ)
    guard code == 0 else {
      closeAll()
      throw Refusal(code)
    }
    // Only the child may hold its ends: else it would never see the end of its input.
    for end in [ends[1], ends[3]] where end >= 0 { close(end) }
    self.identifier = identifier
    input = ends[0]
    output = ends[2]
    #if canImport(Darwin)
      var on: Int32 = 1
      setsockopt(input, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
    #endif
  }

  #if canImport(Glibc)
    // Closed on exec from the start: another thread may start a program at any moment.
    private static let streamSocket = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    private static let sendFlags = Int32(MSG_NOSIGNAL)
  #elseif canImport(Musl)
    private static let streamSocket = SOCK_STREAM
    private static let sendFlags = Int32(MSG_NOSIGNAL)
  #else
    private static let streamSocket = SOCK_STREAM
    private static let sendFlags: Int32 = 0
  #endif

  deinit {
    end()
    if output >= 0 { close(output) }
  }

  /// Writes to its standard input; false where it takes no more.
  public func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { Self.send(input, $0) }
      if sent < 0 && errno == EINTR { continue }
      guard sent > 0 else { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }

  private static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.send(descriptor, bytes.baseAddress, bytes.count, sendFlags)
    #elseif canImport(Musl)
      Musl.send(descriptor, bytes.baseAddress, bytes.count, sendFlags)
    #else
      Darwin.send(descriptor, bytes.baseAddress, bytes.count, sendFlags)
    #endif
  }

  /// What it has written, as soon as there is some; empty at the end of its output, and nil where
  /// nothing came in so many milliseconds.
  public func receive(milliseconds: Int32) -> [UInt8]? {
    var state = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    guard poll(&state, 1, milliseconds) > 0 else { return nil }
    var page = [UInt8](repeating: 0, count: 65_536)
    let count = read(output, &page, page.count)
    if count < 0 { return errno == EINTR ? nil : [] }
    return Array(page[..<count])
  }

  /// Waits until it has ended by itself.
  public func wait() -> Ending {
    if let ending { return ending }
    var status: Int32 = 0
    var result: pid_t
    repeat { result = waitpid(identifier, &status, 0) } while result == -1 && errno == EINTR
    let ended: Ending =
      result == -1
      ? .unknown
      : status & 0x7f == 0 ? .exit((status >> 8) & 0xff) : .signal(status & 0x7f)
    ending = ended
    return ended
  }

  /// Ends its input, and ends it at once.
  public func end() {
    if input >= 0 { close(input) }
    input = -1
    guard ending == nil else { return }
    kill(identifier, SIGKILL)
    _ = wait()
  }
}
