import Claims
import Experiments
import Figures
import Paper
import Timing

/// Everything that did not go as planned: a failure of ours is never one of the paper.
struct FailuresSection: Section {
  let input: ReportInput
  let data: ResultData

  let title = "What failed"

  var body: [Block] {
    let failures = runs + timings + damages
    let isWhole = MissingSection(input) == nil
    return [
      .paragraph(
        failures.isEmpty
          ? isWhole
            ? "Nothing: every planned run has a finite result."
            : "Nothing of what was begun; what is still to be done is listed under "
              + "[\(MissingSection.heading)](#\(HeadingAnchor.of(MissingSection.heading)))."
          : failures.map { "- \($0)" }.joined(separator: "\n"))
    ]
  }

  private var runs: [String] {
    let diverged = input.finished.filter { $0.result.outcome == .diverged }.map {
      "Diverged at step \($0.result.steps): \($0.planned.words). It counts with the accuracy of "
        + "chance in figures and claims of order."
    }
    let failed = input.missing.filter { $0.state == .failed }.map {
      "Ended by a fault of the machine, to be tried again: \($0.run.words)."
    }
    return diverged + failed
  }

  /// What several timings share, such as a control, is one event.
  private var timings: [String] {
    let timings = input.evidence.timings
    let groups = distinct(timings.map(Self.event)).map { event in
      timings.filter { Self.event($0) == event }
    }
    return groups.flatMap { group -> [String] in
      let timing = group[0]
      let place = "\(list(group.map { "`\($0.id)`" })) of \(timing.model)"
      func percent(_ ratio: Double) -> String { NumberText.signed((ratio - 1) * 100, places: 1) }
      let again = "`\(ReportCommands(input).command("time", ["--again"]))`"
      let control =
        "its control's 99 % interval is "
        + data.linked(
          "\(percent(timing.control.low)) to \(percent(timing.control.high)) %", to: .timing(timing)
        )
      let unsettled: String? =
        switch timing.standing {
        case .precise: nil
        case .biased:
          "Invalid timing: \(place), A and its copy differ; \(control); go on measuring with \(again)."
        case .imprecise:
          "Imprecise timing: \(place), \(control), and "
            + "\(NumberText.shortest(timing.halfWidth * 100, places: 1)) % either way was asked for; go on "
            + "measuring with \(again)."
        }
      let dropped =
        timing.dropped > 0
        ? "\(counted(timing.dropped, "block")) of \(place) dropped: the "
          + "load of other programs was not that of the other blocks." : nil
      return [unsettled, dropped].compactMap(\.self)
    }
  }

  private struct Event: Hashable {
    let model: PaperModel
    let name: TimingName
    let standing: String
    let control: RatioInterval
    let dropped: Int
  }

  private static func event(_ timing: TimingComparison) -> Event {
    Event(
      model: timing.model, name: timing.id.name, standing: "\(timing.standing)",
      control: timing.control, dropped: timing.dropped)
  }

  /// Records that cannot be read.
  private var damages: [String] {
    let measurements = input.damagedMeasurements.map {
      "Unusable measurement, so every claim that needs it is invalid: "
        + "\(MarkdownText.escaped($0.error.defect))."
    }
    let results = input.evidence.cells.values.sorted { $0.key < $1.key }.compactMap(\.defect?.words)
      .map {
        "Unusable result, so every claim that needs it is invalid: \(MarkdownText.escaped($0))."
      }
    return measurements + results
  }
}
