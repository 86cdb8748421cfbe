import Experiments
import Foundation
import Testing
import Training

/// A store that several users write. Masks and users belong to a process, so that each test has one
/// of its own.
@Suite struct SharedStoreTests {
  private static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
  }

  private static let run = SyntheticData.run(images: 320)

  @Test func filesHaveTheRightsThatTheMaskLeaves() async {
    await #expect(processExitsWith: .success) {
      umask(0o007)
      let folder = try TemporaryFolder()
      let store = RunStore(path: folder.path + "/a/store")
      let trainer = Trainer(store: store, dataset: SyntheticData.dataset, threads: 1)
      #expect(try trainer.run([Self.run]) == .finished)
      try store.save([1.0], as: .margins)
      let runFolder = store.path + "/" + Self.run.specification.id
      for folder in [store.path, runFolder, store.path + "/measurements"] {
        #expect(Self.mode(folder) == 0o770, "\(folder)")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
          let path = folder + "/" + name
          #expect([0o660, 0o770].contains(Self.mode(path)), "\(path)")
        }
      }
    }
  }

  /// One member of a group takes a run and leaves it; another goes on with it.
  @Test(.enabled(if: geteuid() == 0, "needs root, to become two users"))
  func anotherMemberGoesOn() async {
    await #expect(processExitsWith: .success) {
      umask(0o007)
      let folder = try TemporaryFolder()
      let group: gid_t = 54_321
      #expect(chmod(folder.path, 0o2770) == 0 && chown(folder.path, 0, group) == 0)
      #expect(setgroups(0, nil) == 0 && setegid(group) == 0)
      let store = RunStore(path: folder.path + "/store")
      for user: uid_t in [54_001, 54_002] {
        #expect(seteuid(user) == 0)
        let stop = Trainer(
          store: store, dataset: SyntheticData.dataset, threads: 1,
          isInterrupted: { user == 54_001 })
        #expect(try stop.run([Self.run]) == (user == 54_001 ? .interrupted : .finished))
        try store.save([1.0], as: user == 54_001 ? .margins : .stepTimes(preset: "mine"))
        #expect(seteuid(0) == 0)
      }
    }
  }
}
