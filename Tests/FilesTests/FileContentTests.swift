import Files
import Foundation
import Testing

@Suite struct FileContentTests {
  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
  func aFileIsReadToItsEnd(_ count: Int) throws {
    let path = NSTemporaryDirectory() + "rectify-files-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
    #expect(try FileContent.bytes(of: path) == bytes)
  }

  /// The kernel's own files have no size, as a pipe has none.
  @Test func aFileWithoutASizeIsReadToo() throws {
    #expect(try FileContent.text(of: "/proc/self/status")?.contains("Name:") == true)
  }

  @Test(arguments: [("/no such file", ENOENT), ("/", EISDIR), ("", ENOENT)])
  func whatCannotBeReadHasTheSystemsReason(_ path: String, _ code: Int32) {
    let failure = #expect(throws: FileContent.Failure.self) { try FileContent.bytes(of: path) }
    #expect(failure?.code == code)
  }

  /// A file with a hole is as large as it says and takes no room; a device has no end.
  @Test func whatIsTooLargeTakesNoMemory() throws {
    let path = NSTemporaryDirectory() + "rectify-files-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    #expect(truncate(path, 1 << 40) == 0)
    for path in [path, "/dev/zero"] {
      let failure = #expect(throws: FileContent.Failure.self) { try FileContent.text(of: path) }
      #expect(failure?.code == EFBIG)
    }
  }
}
