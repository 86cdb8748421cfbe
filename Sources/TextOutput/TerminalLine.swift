#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The terminal behind a file descriptor, for a line that is rewritten in place.
public struct TerminalLine: Sendable {
  private let descriptor: Int32
  private let columnsAskedFor: Int?

  /// Nil where the descriptor is no terminal, or one that cannot rewrite a line.
  ///
  /// - Parameter environment: of the process, for `TERM` and `COLUMNS`.
  public init?(descriptor: Int32, environment: [String: String]) {
    guard isatty(descriptor) == 1, environment["TERM"] != "dumb" else { return nil }
    self.descriptor = descriptor
    columnsAskedFor = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// `COLUMNS`, else what the terminal says now, else 80.
  public var columns: Int {
    if let columnsAskedFor { return columnsAskedFor }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// As much of a line as fits: a longer one would wrap, and then only its last part be rewritten.
  public func cut(_ text: String) -> String {
    // The last column stays free, since some terminals move on when it is filled.
    String(DisplayWidth.prefix(of: text, columns: columns - 1))
  }
}
