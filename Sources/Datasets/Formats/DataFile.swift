import Foundation

/// Files as bytes.
enum DataFile {
  /// The most that a file may hold and that is read of one: the largest sets of small images have
  /// half of it.
  static let largest = 1 << 35

  static func bytes(of path: String, atMost limit: Int = largest) throws(DatasetError) -> [UInt8] {
    let file = try OpenFile(path, atMost: limit)
    return try file.read(file.count)
  }

  /// How many bytes a file holds, without reading them.
  static func size(of path: String, atMost limit: Int = largest) throws(DatasetError) -> Int {
    try OpenFile(path, atMost: limit).count
  }

  /// A regular file that is open; closed on `deinit`.
  final class OpenFile {
    let path: String
    /// Bytes, when it was opened.
    let count: Int
    private let descriptor: Int32

    init(_ path: String, atMost limit: Int = .max) throws(DatasetError) {
      self.path = path
      // Opening a pipe would wait for its writer.
      descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { throw .unreadable(file: path, code: errno) }
      var status = stat()
      guard fstat(descriptor, &status) == 0 else {
        let code = errno
        close(descriptor)
        throw .unreadable(file: path, code: code)
      }
      guard status.st_mode & S_IFMT == S_IFREG else {
        close(descriptor)
        throw .notAFile(path: path)
      }
      count = Int(status.st_size)
      guard count <= limit else {
        close(descriptor)
        throw .tooLarge(file: path, bytes: count, limit: limit)
      }
    }

    deinit { close(descriptor) }

    /// The next bytes: `count`, or as many as there are.
    func read(_ count: Int) throws(DatasetError) -> [UInt8] {
      var code: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        while filled < count {
          let got = Foundation.read(descriptor, buffer.baseAddress! + filled, count - filled)
          if got > 0 {
            filled += got
          } else if got == 0 {
            return
          } else if errno != EINTR {
            code = errno
            return
          }
        }
      }
      guard code == 0 else { throw .unreadable(file: path, code: code) }
      return bytes
    }
  }
}
