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
}
