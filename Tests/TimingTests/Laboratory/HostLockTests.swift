import Foundation
import Testing
import Timing

/// The lock lies in a folder where every user may write, so that anything may lie in its place.
@Suite struct HostLockTests {
  @Test func allMayOpenItWhateverTheMask() async {
    await #expect(processExitsWith: .success) {
      umask(0o077)
      let folder = try ProgramUnderTest.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      var lock: HostLock? = try HostLock(folder: folder)
      #expect(throws: TimingError.self) { _ = try HostLock(folder: folder) }
      var status = stat()
      #expect(stat(folder + "/rectify-timing.lock", &status) == 0)
      #expect(status.st_mode & 0o777 == 0o666)
      lock = nil
      lock = try HostLock(folder: folder)
      withExtendedLifetime(lock) {}
    }
  }

  /// Also one that an older program made for its user alone, and in a folder with the sticky bit.
  @Test(
    .enabled(if: geteuid() == 0, "needs root, to become another user"),
    arguments: [0o666, 0o644] as [mode_t])
  func anotherUserTakesItNext(_ mode: mode_t) async {
    await #expect(processExitsWith: .success) { [mode] in
      let folder = try ProgramUnderTest.folder()
      #expect(chmod(folder, 0o1777) == 0)
      try withExtendedLifetime(HostLock(folder: folder)) {}
      #expect(chmod(folder + "/rectify-timing.lock", mode) == 0)
      #expect(seteuid(54_001) == 0)
      try withExtendedLifetime(HostLock(folder: folder)) {}
      #expect(seteuid(0) == 0)
      try FileManager.default.removeItem(atPath: folder)
    }
  }

  @Test func aFileSystemWithoutLocksIsNotAnotherTiming() {
    for code in [ENOLCK, ENOSYS, EOPNOTSUPP] {
      let sentence = TimingError.lockUnavailable(path: "/mnt/rectify-timing.lock", code: code)
      #expect("\(sentence)".contains("has no locks") && "\(sentence)".contains("TMPDIR"))
    }
  }

  @Test(arguments: [ELOOP, EINVAL, EISDIR, ENOENT])
  func whatIsNoFileIsRefused(_ code: Int32) throws {
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/rectify-timing.lock"
    let victim = folder + "/victim"
    switch code {
    case ELOOP: #expect(symlink(victim, path) == 0)
    case EINVAL: #expect(mkfifo(path, 0o666) == 0)
    case EISDIR: #expect(mkdir(path, 0o777) == 0)
    default: break
    }
    let error = #expect(throws: TimingError.self) {
      _ = try HostLock(folder: code == ENOENT ? folder + "/missing" : folder)
    }
    let sentence = try #require(error).description
    #expect(
      sentence.contains(String(cString: strerror(code))) && sentence.contains("TMPDIR"),
      "\(sentence)")
    #expect(!FileManager.default.fileExists(atPath: victim))
  }
}
