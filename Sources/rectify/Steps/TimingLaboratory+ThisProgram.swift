import Experiments
import Timing

extension TimingLaboratory {
  /// Whose processes run this very program.
  static func ofThisProgram(threads: Int) -> TimingLaboratory {
    TimingLaboratory(
      executable: Machine.programPath, threads: threads, processor: Machine.processor)
  }
}
