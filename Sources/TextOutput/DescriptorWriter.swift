#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes all of a text to a file descriptor, or says why not.
public struct DescriptorWriter: Sendable {
  public enum Outcome: Equatable, Sendable {
    case written
    /// The reader of the pipe has gone.
    case closed
    /// The system's own number of the error.
    case failed(code: Int32)

    /// In the system's words; nil where nothing failed.
    public var reason: String? {
      switch self {
      case .written, .closed: nil
      case .failed(let code): String(cString: strerror(code))
      }
    }
  }

  private let descriptor: Int32

  public static let output = DescriptorWriter(descriptor: 1)
  public static let errors = DescriptorWriter(descriptor: 2)

  public init(descriptor: Int32) { self.descriptor = descriptor }

  /// A pipe without a reader gives `closed` and no signal, however the process treats SIGPIPE.
  public func write(_ text: String) -> Outcome {
    var text = text
    return text.withUTF8 { bytes in withoutPipeSignal { writeAll(UnsafeRawBufferPointer(bytes)) } }
  }

  private func writeAll(_ bytes: UnsafeRawBufferPointer) -> Outcome {
    var written = 0
    while written < bytes.count {
      // The rest stays within `bytes`: `written` never exceeds its count.
      let count = Self.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
      if count >= 0 {
        written += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // Somebody made the descriptor non-blocking, as programs do with a terminal that they share.
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&state, 1, 1000)
      case EPIPE: return .closed
      default: return .failed(code: errno)
      }
    }
    return .written
  }

  private static func write(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }

  /// Holds SIGPIPE back in this thread, and takes away the one that `body` raised.
  private func withoutPipeSignal(_ body: () -> Outcome) -> Outcome {
    var pipe = sigset_t()
    var before = sigset_t()
    var pending = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    sigpending(&pending)
    let wasPending = sigismember(&pending, SIGPIPE) == 1
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    let outcome = body()
    if outcome == .closed && !wasPending {
      sigpending(&pending)
      var number: Int32 = 0
      if sigismember(&pending, SIGPIPE) == 1 { sigwait(&pipe, &number) }
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return outcome
  }
}
