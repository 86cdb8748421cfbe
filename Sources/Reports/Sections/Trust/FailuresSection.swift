import Claims
import Experiments
import Figures

/// Everything that did not go as planned: a failure of ours is never one of the paper.
struct FailuresSection: Section {
  let input: ReportInput

  let title = "What failed"

  var body: [Block] {
    let failures = runs + timings + damages
    return [
      .paragraph(
        failures.isEmpty
          ? "Nothing: every planned run has a finite result."
          : failures.map { "- \($0)" }.joined(separator: "\n"))
    ]
  }

  private var runs: [String] {
    let diverged = input.finished.filter { $0.result.outcome == .diverged }.map {
      "Diverged at step \($0.result.steps): \($0.planned.words). It counts with the accuracy of "
        + "chance in figures and claims of order."
    }
    let unmeasured =
      input.evidence.initialisation == nil
      ? input.preset.initialisation.map {
        "No measurement of untrained models, which the preset asks for with "
          + "\(counted($0, "seed"))."
      } : nil
    let missing = input.missing.filter { $0.state != .damaged }.map {
      "No result (\($0.state.rawValue)): \($0.run.words)."
    }
    return diverged + [unmeasured].compactMap(\.self) + missing
  }

  private var timings: [String] {
    input.evidence.timings.flatMap { timing in
      let place = "`\(timing.id)` of \(timing.model)"
      func percent(_ ratio: Double) -> String { NumberText.signed((ratio - 1) * 100, places: 1) }
      let again = "`\(ReportCommands(input).command("time", ["--again"]))`"
      let control =
        "its control's 99 % interval is \(percent(timing.control.low)) to "
        + "\(percent(timing.control.high)) %"
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
        ? "\(counted(timing.dropped, "block")) of `\(timing.id)`, \(timing.model), dropped: the "
          + "load of other programs was not that of the other blocks." : nil
      return [unsettled, dropped].compactMap(\.self)
    }
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
