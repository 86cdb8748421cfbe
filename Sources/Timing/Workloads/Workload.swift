/// What a process has built to take steps of.
protocol Workload: AnyObject {
  /// Does it once; returns the seconds that it took.
  func step() -> Double
}

extension TimedSteps: Workload {}

/// Seconds that `work` takes.
func timed(_ work: () -> Void) -> Double {
  let start = monotonicSeconds()
  work()
  return monotonicSeconds() - start
}
