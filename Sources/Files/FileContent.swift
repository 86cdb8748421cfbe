import Glibc

/// Files as bytes, by the path that the system is given.
///
/// Foundation's URLs put their own meaning on a path: they expand `~`, and they cannot name a file
/// below a working folder whose own name is not UTF-8.
public enum FileContent {
  /// Why a file cannot be read, in the system's words.
  public struct Failure: Error, Equatable, CustomStringConvertible {
    /// The value of errno.
    public let code: Int32

    public var description: String { String(cString: strerror(code)) }
  }

  /// The most bytes that are read of a text, which a person or a program wrote for a person.
  public static let largestText = 1 << 22
  /// The most bytes that are read of anything else, unless the reader knows what it may hold.
  public static let largest = 1 << 28

  /// The whole file.
  ///
  /// - Parameter limit: a file of more bytes is an error with the code EFBIG, before memory is taken
  ///   for it; a device without an end is read so far.
  public static func bytes(of path: String, atMost limit: Int = largest) throws(Failure) -> [UInt8]
  {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Failure(code: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw Failure(code: errno) }
    guard status.st_size <= limit else { throw Failure(code: EFBIG) }
    // One byte more than the size, to see the end; a pipe has no size and is read in parts.
    var bytes = [UInt8](
      repeating: 0, count: status.st_size > 0 ? Int(status.st_size) + 1 : 65_536)
    var filled = 0
    while true {
      guard filled <= limit else { throw Failure(code: EFBIG) }
      if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: filled)) }
      // The part that is written lies within the array: `filled` is below its count.
      let count = bytes.withUnsafeMutableBytes {
        read(file, $0.baseAddress! + filled, $0.count - filled)
      }
      if count == 0 {
        bytes.removeLast(bytes.count - filled)
        return bytes
      }
      if count > 0 {
        filled += count
      } else if errno != EINTR {
        throw Failure(code: errno)
      }
    }
  }

  /// The whole file as text; nil where it is not UTF-8.
  public static func text(of path: String) throws(Failure) -> String? {
    String(validating: try bytes(of: path, atMost: largestText), as: UTF8.self)
  }
}
