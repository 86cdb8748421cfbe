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

  /// Such as "gating at S/8: process 9, next look at 12, open: gating, at most 1 min left".
  static func words(_ progress: TimingProgress) -> String {
    let open = progress.open.map(\.description)
    let what =
      open.isEmpty
      ? "process \(progress.process) of \(progress.nextLook)"
      : "process \(progress.process), next look at \(progress.nextLook), open: "
        + open.joined(separator: " ")
    return "\(progress.name) at \(progress.model): \(what), at most "
      + "\(DurationText.of(progress.secondsLeft)) left"
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
