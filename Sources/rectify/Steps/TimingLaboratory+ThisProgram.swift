import Experiments
import Foundation
import Timing

extension TimingLaboratory {
  /// Whose processes run this very program.
  static func ofThisProgram(threads: Int) -> TimingLaboratory {
    TimingLaboratory(
      executable: Machine.programPath, threads: threads, processor: Machine.processor)
  }
}

extension Machine {
  /// The file that this process runs.
  static var programPath: String {
    Bundle.main.executablePath ?? CommandLine.arguments[0]
  }
}
