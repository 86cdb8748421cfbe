import Claims
import Experiments
import Figures
import Reports
import Timing

/// Timings in sentences: how far one has come, what it gave, whether the machine is quiet.
enum TimingWords {
  /// Such as "gating at S/16: +7.7 % [+6.9, +8.5], control +0.1 % [-1.0, +1.2]", without a full stop.
  static func words(_ timing: TimingComparison) -> String {
    "\(timing.id) at \(timing.model): \(timing.outcome), control \(timing.control.added)"
  }

  static func words(_ progress: TimingProgress) -> String {
    let left =
      (progress.isLeftAtMost ? "at most " : "about ") + DurationText.of(progress.secondsLeft)
    guard progress.processes > 0 else {
      return "process \(progress.process), \(left) left"
    }
    guard progress.process <= progress.processes else {
      return "process \(progress.process), the intervals are still too wide, \(left) left"
    }
    let blocks = progress.blocks.map { " of \(counted($0, "block"))" } ?? ""
    return "process \(progress.process) of \(progress.processes)\(blocks), \(left) left"
  }

  static func words(_ check: QuietCheck) -> String {
    "\(check.isQuiet ? "Quiet enough" : "Not quiet enough"): \(check.disturbed) of "
      + "\(counted(check.blocks, "block")) disturbed; a control's 99 % interval would reach "
      + "\(NumberText.percent(check.expectedHalfWidth)) % either way, and "
      + "\(NumberText.percent(check.halfWidth)) % is asked for; others kept "
      + "\(NumberText.fixed(check.outside, places: 2)) processors busy, the hypervisor took "
      + "\(NumberText.fixed(check.steal, places: 2)), and tasks waited "
      + "\(NumberText.percent(check.pressure)) % of the time."
  }
}
