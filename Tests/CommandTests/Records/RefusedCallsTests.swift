import Foundation
import Testing

/// The program on file systems that refuse calls, with the errors of CIFS, of network mounts without
/// locks, and of full and read-only disks.
@Suite(
  .serialized, .startsPrograms,
  .enabled(if: StoreCalls.isPossible, "needs gcc, for the library"))
struct RefusedCallsTests {
  let place: Workplace
  private let calls: StoreCalls

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.makePreset(images: 64)
    calls = try StoreCalls(in: place.path)
  }

  @Test(
    arguments: [
      ("fsync-folder", EINVAL, 0, ""), ("fsync-folder", EOPNOTSUPP, 0, ""),
      ("fsync", EINVAL, 0, ""), ("fsync-folder", EIO, 75, "the same command again"),
      ("flock", ENOLCK, 2, "has no locks"), ("flock", ENOSYS, 2, "has no locks"),
      ("flock", EOPNOTSUPP, 2, "has no locks"), ("write", ENOSPC, 75, "make room"),
      ("write", EDQUOT, 75, "make room"), ("mkdir", EACCES, 2, "let this user write it"),
      ("mkdir", EROFS, 2, "read-only"), ("mkdir", EPERM, 2, "let this user write it"),
    ] as [(String, Int32, Int32, String)])
  func eachHasItsStatus(_ call: String, _ code: Int32, _ status: Int32, _ words: String) throws {
    let arguments = [
      "run", "--preset", "./mine.yaml", "--data", "data", "--store", place.path + "/store",
    ]
    let run = try CommandRun(
      arguments, in: place.path,
      environment: calls.environment(store: place.path + "/store", .refuse(code), of: call))
    #expect(run.status == status, "\(run.errors)")
    #expect(words.isEmpty || run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.contains("make room") == (words == "make room"))
    if status != 0 { #expect(try CommandRun(arguments, in: place.path).status == 0) }
  }
}
