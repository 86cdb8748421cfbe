import Claims
import Experiments
import Reports
import Training

/// What a preset asks for and the stores lack, with what it would take here.
struct MissingWork {
  /// Unfinished ones; damaged records are named elsewhere.
  private let runs: [Plan.Entry]
  private let planned: Int
  /// What else is missing, in words; seconds where they are known.
  private let others: [(name: String, seconds: Double?)]

  /// - Parameters:
  ///   - planned: the runs that were asked for.
  ///   - calibration: of this machine; nil where no run was missing when the command began.
  ///   - isReport: whether timings are asked for too.
  ///   - errorRates: of the verdicts, where they are asked for.
  init(
    in preset: Preset, runs planned: [PlannedRun], stores: RunStores, calibration: Calibration?,
    prices: ProbePrices?, isReport: Bool, errorRates: RunStore.MeasurementKey? = nil
  ) {
    self.planned = planned.count
    runs =
      calibration.map { calibration in
        let missing = planned.filter { stores.state(of: $0.specification).isMissing }
        return Plan(preset, runs: missing, stores: stores, calibration: calibration).entries
      } ?? []
    var others = preset.plannedMeasurements
      .filter { (isReport || $0.what.isOfTraining) && !stores.holds($0.key) }
      .map { (name: $0.what.words, seconds: $0.what.seconds(preset, prices)) }
    if let errorRates, !stores.holds(errorRates) {
      others.append(("how often the verdicts err", nil))
    }
    self.others = others
  }

  var isEmpty: Bool { runs.isEmpty && others.isEmpty }

  /// Lines that name it; empty where nothing is missing.
  var lines: [String] {
    guard !isEmpty else { return [] }
    var lines: [String] = []
    if !runs.isEmpty {
      lines.append(
        "Missing: \(runs.count) of \(counted(planned, "run")), about "
          + "\(DurationText.of(runs.secondsLeft)) of training here.")
      lines += panels
    }
    let measured = others.map { name, seconds in
      name + (seconds.map { ", about \(DurationText.of($0))" } ?? "")
    }
    if !measured.isEmpty {
      lines.append(
        (runs.isEmpty ? "Missing: " : "  besides: ") + measured.joined(separator: "; ") + ".")
    }
    return lines
  }

  /// A line for each model and recipe, with how many runs of each arm are missing.
  private var panels: [String] {
    let most = 6
    return RunTally(runs.map(\.run)).panels.map { panel in
      let arms = panel.arms.prefix(most).map { "\($0.label) (\($0.runs))" }
      let further = panel.arms.dropFirst(most)
      let rest =
        further.isEmpty
        ? []
        : ["\(counted(further.count, "more arm")) (\(further.reduce(0) { $0 + $1.runs }))"]
      return "  \(panel.name): " + (arms + rest).joined(separator: "; ")
    }
  }
}

extension PlannedMeasurement {
  /// About what it takes here, where that is known.
  fileprivate func seconds(_ preset: Preset, _ prices: ProbePrices?) -> Double? {
    switch self {
    case .linearClassifier: prices?.linearClassifier
    case .initialisation: prices?.initialisation
    case .timing(let timing): timing.seconds
    case .counts: ParallelCounting.seconds
    case .stepTimes: preset.stepTimeSeconds
    }
  }
}
