import Foundation
import Testing
import Timing

/// Where the sockets of a group of processes lie.
struct SocketFolderTests {
  @Test func theFirstPlaceThatServesIsTaken() throws {
    let usual = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: usual) }
    let long = usual + "/" + String(repeating: "long", count: 30) + "/"
    try FileManager.default.createDirectory(atPath: long, withIntermediateDirectories: true)
    var folder: SocketFolder? = try SocketFolder(in: [
      long, "/no/such/place/", "/dev/shm/", "/tmp/",
    ])
    let path = try #require(folder?.path)
    #expect(path.hasPrefix("/dev/shm/") || path.hasPrefix("/tmp/"))
    #expect(FileManager.default.fileExists(atPath: path))
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(throws: TimingError.self) { try SocketFolder(in: [long, "/no/such/place/"]) }
  }
}
