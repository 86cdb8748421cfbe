import Digests
import Experiments
import Foundation
import SystemResources
import Timing
import Training

extension TimingLaboratory {
  /// Threads of a comparison where nobody asks for more. The paper's number is of core hours, which one
  /// thread gives as they are; several wait for each other, and for whatever else runs on a core, while
  /// one moves to a free core.
  static let usualThreads = 1

  /// Whose processes run this very program.
  static func ofThisProgram(threads: Int = usualThreads) -> TimingLaboratory {
    TimingLaboratory(
      executable: ProgramFile.path, threads: threads, processor: Machine.processor,
      program: digest)
  }

  /// The first sixteen characters of the program's digest; another program's timings are not pooled.
  private static let digest: String = {
    // The file that runs, which another may have replaced at its path.
    let file =
      (try? Data(contentsOf: URL(fileURLWithPath: "/proc/self/exe"), options: .alwaysMapped))
      ?? (try? Data(contentsOf: URL(fileURLWithPath: ProgramFile.path))) ?? Data()
    return String(file.withUnsafeBytes { SHA256.hexadecimal(of: $0) }.prefix(16))
  }()
}
