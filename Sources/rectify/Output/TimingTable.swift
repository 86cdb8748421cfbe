import Claims
import Experiments
import Figures
import Reports
import Timing

/// Comparisons as a table for people, and their parts in words.
struct TimingTable {
  private let comparisons: [TimingComparison]

  init(_ comparisons: [TimingComparison]) { self.comparisons = comparisons }

  var text: String {
    let table = ColumnTable(
      header: [
        "what", "model", "added, 95 %", "control, 99 %", "counted", "with traffic", "published",
        "processes", "blocks", "dropped",
      ],
      rows: comparisons.map { timing in
        [
          "\(timing.id)", "\(timing.model)",
          timing.valid ? Self.interval(timing.measured) : "invalid",
          Self.interval(timing.control), Self.added(timing.predicted),
          timing.details?.predictedWithTraffic.map(Self.added) ?? "-",
          timing.published.map(Self.added) ?? "-", "\(timing.units)",
          timing.details.map { "\($0.blocks)" } ?? "-", "\(timing.dropped)",
        ]
      }, numeric: [4, 5, 6, 7, 8, 9])
    return ([table.text, ""] + comparisons.compactMap(Self.details)).joined(separator: "\n")
  }

  /// What stands behind one comparison, in a line.
  private static func details(_ timing: TimingComparison) -> String? {
    guard let details = timing.details, timing.valid else { return nil }
    var parts = [
      "\(timing.id) at \(timing.model): \(milliseconds(timing.secondsA)) ms for A, "
        + "\(milliseconds(timing.secondsB)) ms for B"
    ]
    if let a = details.fractionOfPeakA, let b = details.fractionOfPeakB {
      parts.append("\(Wording.percent(a)) and \(Wording.percent(b)) of the peak")
    }
    if timing.id == .gating {
      parts += details.shares.map { "\($0.name) \(Wording.percent($0.share)) of the parts" }
    } else {
      parts += details.parts.map { "\($0.name) \(milliseconds($0.seconds)) ms" }
    }
    if let peer = details.peer {
      parts.append(
        "\(peer.library) takes \(Wording.decimal(peer.ratio.ratio, places: 2)) times B's time")
    }
    return parts.joined(separator: "; ") + "."
  }

  static func words(_ timing: TimingComparison) -> String {
    let name = "\(timing.id) at \(timing.model)"
    guard timing.valid else {
      return "\(name): invalid, the control is \(interval(timing.control))."
    }
    return "\(name): \(interval(timing.measured)), control \(interval(timing.control))."
  }

  static func words(_ progress: TimingProgress) -> String {
    let left =
      (progress.isLeftAtMost ? "at most " : "about ") + Wording.duration(progress.secondsLeft)
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
      + "\(Wording.percent(check.expectedHalfWidth)) either way, and "
      + "\(Wording.percent(check.halfWidth)) is asked for; others kept "
      + "\(Wording.decimal(check.outside, places: 2)) processors busy, the hypervisor took "
      + "\(Wording.decimal(check.steal, places: 2)), and tasks waited "
      + "\(Wording.percent(check.pressure)) of the time."
  }

  static func words(_ study: FalsePositiveStudy.Result) -> String {
    let among =
      study.falsePositivesAmongValid.map { ", \(Wording.percent($0)) of the valid ones" } ?? ""
    let detected = study.detected.map(Wording.percent) ?? "none"
    return """
      \(study.measurements) measurements, cut from \(study.recordedProcesses) processes with \
      \(Wording.duration(study.recordedSeconds)) of steps, \(study.blocksPerProcess) blocks of \
      each of \(ProcessMedians.fewestProcesses):
      valid: \(study.valid); the control's 99 % interval reaches \
      \(Wording.percent(study.controlHalfWidth)) either way (median)
      false positives at 95 %: \(Wording.percent(study.falsePositives))\(among)
      a slow-down of \(Wording.percent(study.planted)) is detected in \(detected) of the valid ones
      """
  }

  /// Such as "+7.7 % [+6.9, +8.5]".
  private static func interval(_ ratio: RatioInterval) -> String {
    "\(added(ratio.ratio)) [\(signed(ratio.low)), \(signed(ratio.high))]"
  }

  private static func added(_ ratio: Double) -> String { signed(ratio) + " %" }

  private static func signed(_ ratio: Double) -> String {
    let points = (ratio - 1) * 100
    return (points < 0 ? "" : "+") + Wording.decimal(points, places: 1)
  }

  private static func milliseconds(_ seconds: Double) -> String {
    Wording.decimal(1000 * seconds, places: seconds < 0.1 ? 2 : 0)
  }
}

/// Step times of models as a table for people.
struct ModelTable {
  private let times: ModelStepTimes

  init(_ times: ModelStepTimes) { self.times = times }

  var text: String {
    let table = ColumnTable(
      header: ["model", "attention", "batch", "ms a step", "from", "to", "steps"],
      rows: times.entries.map { entry in
        ["\(entry.model)", entry.attention, "\(entry.batch)"]
          + [entry.secondsPerStep, entry.low, entry.high].map {
            Wording.decimal(1000 * $0, places: 2)
          } + ["\(entry.steps)"]
      }, numeric: [2, 3, 4, 5, 6])
    return """
      \(table.text)
      Medians with distribution-free 95 % intervals; models as trained, interleaved, on \
      \(counted(times.threads, "thread")), \(counted(times.dropped, "round")) dropped.
      """
  }
}

/// The counts of `parallel` as a table for people.
struct ParallelTable {
  private let counts: SequenceParallelism

  init(_ counts: SequenceParallelism) { self.counts = counts }

  var text: String {
    let table = ColumnTable(
      header: [
        "processes", "method", "direction", "collectives", "synchronisations", "bytes sent each",
        "difference", "measured ms", "modelled ms",
      ],
      rows: counts.entries.map { entry in
        [
          "\(entry.processes)", entry.method.rawValue, entry.direction.rawValue,
          "\(entry.counts.collectives)", "\(entry.counts.synchronisationPoints)",
          "\(entry.counts.bytes)", NumberText.scientific(entry.difference),
          entry.seconds.map { Wording.decimal(1000 * $0, places: 2) } ?? "-",
          Wording.decimal(1000 * entry.modelledSeconds, places: 2),
        ]
      }, numeric: [0, 3, 4, 5, 6, 7, 8])
    return """
      parallel at \(counts.model): keys and values of one attention layer (L = \(counts.tokens), \
      \(counts.heads) heads of width \(counts.headWidth)) over processes, every query in each
      \(table.text)
      Each result is within \(NumberText.scientific(counts.tolerance)) of the unsharded operator's\
      \(counts.agrees ? "" : ": NOT SO"). Modelled: one process's time over P, plus \
      \(Wording.decimal(counts.latency * 1e6, places: 0)) microseconds a synchronisation and \
      \(Wording.decimal(counts.bandwidth / 1e9, places: 1)) GB/s, both measured between two \
      processes.
      """
  }
}
