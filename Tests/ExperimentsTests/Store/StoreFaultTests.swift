import Experiments
import Foundation
import Testing

@Suite struct StoreFaultTests {
  /// Only what room or patience mends is worth the same command again.
  @Test(
    arguments: [
      (.write, ENOSPC, true, "make room"), (.write, EDQUOT, true, "make room"),
      (.lock, ENOSPC, true, "make room"), (.write, EIO, true, "the same command again"),
      (.read, ESTALE, true, "the same command again"),
      (.write, ENOMEM, true, "the same command again"),
      (.write, EACCES, false, "let this user write it"),
      (.read, EACCES, false, "let this user read it"),
      (.write, EROFS, false, "read-only"), (.write, ENOTDIR, false, "a file lies where"),
      (.write, ENAMETOOLONG, false, "a shorter path"), (.write, ENOENT, false, "leads nowhere"),
      (.write, ELOOP, false, "in a circle"), (.write, EMFILE, false, "ulimit -n"),
      (.write, EFBIG, false, "ulimit -f"), (.write, EINVAL, false, "another file system"),
      (.lock, ENOLCK, false, "its file system has no locks"),
      (.lock, ENOSYS, false, "its file system has no locks"),
      (.lock, EOPNOTSUPP, false, "its file system has no locks"),
      (.lock, EACCES, false, "let this user write it"),
    ] as [(StoreFault.Step, Int32, Bool, String)])
  func eachRefusalHasItsRemedy(
    _ step: StoreFault.Step, _ code: Int32, _ passes: Bool, _ words: String
  ) {
    let fault = StoreFault(step, code: code)
    #expect(fault.passes == passes)
    let sentence = ExperimentError.storeUnusable(path: "/a/store", fault: fault).description
    #expect(sentence.contains(words) && sentence.contains("/a/store"), "\(sentence)")
    #expect(sentence.contains(String(cString: strerror(code))), "\(sentence)")
    #expect(sentence.hasSuffix(".") && !sentence.contains(". "), "\(sentence)")
    #expect(passes || sentence.contains("--store") || sentence.contains("ulimit"), "\(sentence)")
    #expect(sentence.contains("make room") == [ENOSPC, EDQUOT].contains(code), "\(sentence)")
  }
}
