#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Memory that may not be there.
///
/// No work can go on without it, and Swift's own containers trap. So what needs much asks first, and
/// the program ends with a sentence and the exit code of what its user must change.
public enum Memory {
  /// Room for what is too small to be asked for.
  private static let reserve = 64 << 20

  /// Ends the program where so many bytes more than it has cannot be had.
  ///
  /// - Parameter what: what takes them, such as "training".
  public static func require(bytes: Int, for what: @autoclosure () -> String) {
    guard bytes > 0 else { return }
    if let limit = ControlGroup.ofThisProcess?.memory, Double(bytes) > limit {
      refuse(bytes: bytes, for: what())
    }
    // A mapping that is given back at once counts against every limit but takes nothing.
    let size = bytes + reserve
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else { refuse(bytes: size, for: what()) }
    munmap(memory, size)
  }

  /// Says what was needed, and ends the program with exit code 2.
  public static func refuse(bytes: Int, for what: String) -> Never {
    let sentence =
      "Error: \(what) needs \(words(bytes)) of memory more than this process has, and the system "
      + "does not give them; raise the limit (ulimit -v, or the container's), free memory, or use "
      + "fewer threads or a smaller model.\n"
    var text = sentence
    text.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
    exit(2)
  }

  private static func words(_ bytes: Int) -> String {
    let megabytes = (bytes + 999_999) / 1_000_000
    return megabytes < 10_000 ? "\(megabytes) MB" : "\((megabytes + 999) / 1_000) GB"
  }
}
