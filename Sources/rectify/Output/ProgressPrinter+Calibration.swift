import Experiments
import Training

extension ProgressPrinter {
  /// Prices runs, and says what is measured meanwhile.
  func calibration(of runs: [PlannedRun], threads: Int) -> Calibration {
    let calibration = Calibration.measure(runs, threads: threads) { model, done, count in
      progress("Measuring how fast this machine trains \(model) (\(done + 1) of \(count))")
    }
    clear()
    return calibration
  }
}
