import Experiments
import SystemResources
import Timing

extension TimingLaboratory {
  /// Whose processes run this very program.
  static func ofThisProgram(threads: Int) -> TimingLaboratory {
    TimingLaboratory(
      executable: ProgramFile.path, threads: threads, processor: Machine.processor)
  }
}
