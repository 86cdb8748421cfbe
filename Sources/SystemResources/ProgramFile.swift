#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file that this process runs. Foundation's `Bundle.main` ends the program where the user may not
/// read the folder that it lies in.
public enum ProgramFile {
  public static let path: String = {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = bytes.withUnsafeMutableBytes {
      readlink("/proc/self/exe", $0.baseAddress!, $0.count)
    }
    guard count > 0, count < bytes.count,
      let path = String(validating: bytes[..<count], as: UTF8.self)
    else { return CommandLine.arguments[0] }
    // The kernel's mark where the file has been replaced since.
    let mark = " (deleted)"
    return path.hasSuffix(mark) ? String(path.dropLast(mark.count)) : path
  }()

  /// What tells whether the file at a path is still the one that it was.
  public struct Version: Equatable, Sendable {
    private let device, file, size, seconds, nanoseconds: Int

    /// Of what is there now; all zero where nothing is.
    public init(of path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else {
        (device, file, size, seconds, nanoseconds) = (0, 0, 0, 0, 0)
        return
      }
      device = Int(truncatingIfNeeded: status.st_dev)
      file = Int(truncatingIfNeeded: status.st_ino)
      size = Int(status.st_size)
      #if os(Linux)
        (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
      #else
        (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
      #endif
    }
  }
}
