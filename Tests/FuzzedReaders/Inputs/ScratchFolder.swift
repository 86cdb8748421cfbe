import CZlib
import Foundation

/// A folder in memory, where the system has such a place, that is filled anew for every input. One for
/// each process.
final class ScratchFolder: @unchecked Sendable {
  static let shared = ScratchFolder()

  let path: String
  private let lock = NSLock()
  private var written: [String] = []

  private init() {
    let place = access("/dev/shm", W_OK) == 0 ? "/dev/shm/" : NSTemporaryDirectory()
    path = "\(place)rectify-fuzz-\(getpid())"
    mkdir(path, 0o700)
    mkdir(path + "/set", 0o700)
    mkdir(path + "/runs", 0o700)
    mkdir(path + "/runs/measurements", 0o700)
    atexit {
      try? FileManager.default.removeItem(atPath: ScratchFolder.shared.path)
    }
  }

  /// Calls `body` with nothing in the folder but what it writes; one caller at a time.
  func use(_ body: (ScratchFolder) -> Void) {
    lock.withLock {
      body(self)
      for path in written.reversed() where unlink(path) != 0 { rmdir(path) }
      written.removeAll(keepingCapacity: true)
    }
  }

  func makeFolder(_ name: String) {
    mkdir("\(path)/\(name)", 0o700)
    written.append("\(path)/\(name)")
  }

  /// A file that the reader makes, to be removed with the others.
  func expect(_ name: String) { written.append("\(path)/\(name)") }

  func write(_ name: String, _ bytes: [UInt8], hole: Int = 0) {
    let file = "\(path)/\(name)"
    unlink(file)
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    written.append(file)
    _ = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    if hole > 0 { ftruncate(descriptor, bytes.count + hole) }
  }

  func link(_ name: String, to target: String) {
    let file = "\(path)/\(name)"
    unlink(file)
    if symlink(target, file) == 0 { written.append(file) }
  }

  /// Writes a folder's entries under their names into `set`.
  func write(_ input: FolderInput, names: [String]) {
    for entry in input.entries {
      let file = names[entry.name % names.count]
      let name = "set/" + file
      switch entry.form {
      case .plain: write(name, entry.bytes)
      case .compressed: write(name, GzipFile.bytes(of: entry.bytes))
      case .link: link(name, to: names[0])
      case .danglingLink: link(name, to: "nowhere")
      case .outwardLink: link(name, to: "../runs")
      case .sparse: write(name, entry.bytes, hole: entry.hole)
      }
    }
  }
}

/// Gzip files, as a program would write them.
enum GzipFile {
  static func bytes(of content: [UInt8], level: Int32 = 1) -> [UInt8] {
    deflated(content, level: level, windowBits: 15 + 16)
  }

  /// - Parameter windowBits: 16 more for a gzip file, as they are for a zlib stream.
  static func deflated(_ content: [UInt8], level: Int32, windowBits: Int32) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var content = content
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(content.count))))
    let count = content.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { buffer in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        deflate(&stream, Z_FINISH)
        return buffer.count - Int(stream.avail_out)
      }
    }
    return Array(output.prefix(count))
  }

  static func checksum(_ bytes: some Collection<UInt8>) -> UInt32 {
    let bytes = Array(bytes)
    return UInt32(crc32(0, bytes, UInt32(bytes.count)))
  }
}
