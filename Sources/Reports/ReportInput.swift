import Claims
import Experiments
import Timing

/// Everything that a report, a figure or a diff is made from: a preset's records in a store, and what
/// follows from them. Nothing here asks for the time, the host or the data.
public struct ReportInput: Sendable {
  public let preset: Preset
  public let finished: [FinishedRun]
  public let evidence: Evidence
  public let claims: ClaimsFile
  public let assessments: Assessments
  /// What attention is worth, for each model and recipe of the preset.
  public let worths: [AttentionWorth]
  public let ledger: DeviationLedger
  /// What core hours are counted with; nil where no model was timed.
  public let stepTimes: ModelStepTimes?
  /// How often the verdicts would be wrong; nil where it was not computed.
  public var errorRates: ErrorRates?
  /// Runs of the preset that have no result, with the state they are in.
  public let missing: [(run: PlannedRun, state: RunState)]
  /// Of the records that all this was read from; nil where it was not read from a store.
  public private(set) var recordsDigest: String?
  /// What figures show of it.
  var selection = FigureSelection()

  /// - Parameters:
  ///   - finished: the preset's runs that have a result.
  ///   - missing: those that have none.
  public init(
    preset: Preset, finished: [FinishedRun], missing: [(run: PlannedRun, state: RunState)],
    timings: [TimingComparison], linearClassifier: LinearClassifierResult?,
    stepTimes: ModelStepTimes? = nil, initialisation: InitialisationResult? = nil,
    parallel: [SequenceParallelism] = [], claims: ClaimsFile
  ) {
    self.preset = preset
    self.finished = finished
    self.missing = missing
    self.claims = claims
    evidence = Evidence(
      planned: preset.runs, finished: finished, timings: timings,
      linearClassifier: linearClassifier, initialisation: initialisation, parallel: parallel)
    self.stepTimes = stepTimes
    assessments = Assessments(claims, evidence: evidence)
    worths = AttentionWorth.all(in: evidence)
    ledger = DeviationLedger(evidence)
  }

  /// Reads the preset's records from the store.
  public init(preset: Preset, store: RunStore, claims: ClaimsFile) throws(ExperimentError) {
    let finished = try store.finished(preset.runs)
    let stored = Set(finished.map(\.planned))
    var missing: [(run: PlannedRun, state: RunState)] = []
    for run in preset.runs where !stored.contains(run) {
      missing.append((run, try store.state(of: run.specification)))
    }
    var timings: [TimingComparison] = []
    for timing in preset.timings {
      if let record = try store.measurement(timing.key, as: TimingRecord.self) {
        timings += record.comparisons
      }
    }
    var parallel: [SequenceParallelism] = []
    for model in preset.parallelModels {
      let key = RunStore.MeasurementKey.parallel(model: model)
      if let counts = try store.measurement(key, as: SequenceParallelism.self) {
        parallel.append(counts)
      }
    }
    var initialisation: InitialisationResult?
    if let measurement = preset.initialisationMeasurement {
      initialisation = try store.measurement(measurement.key, as: InitialisationResult.self)
    }
    self.init(
      preset: preset, finished: finished, missing: missing,
      timings: timings,
      linearClassifier: try store.measurement(
        .linearClassifier(id: preset.linearClassifier.id), as: LinearClassifierResult.self),
      stepTimes: try store.measurement(.stepTimes(preset: preset.name), as: ModelStepTimes.self),
      initialisation: initialisation, parallel: parallel,
      claims: claims)
    recordsDigest = try store.digest(of: preset.runs, and: preset.measurementKeys)
    errorRates = try store.measurement(.errorRates(claims, evidence), as: ErrorRates.self)
  }

  /// What the paper states of a timing, as the claims file has it: the model, and the share of time that
  /// is added; nil where the claims give no number.
  func published(_ timing: String) -> (model: String, overhead: Double)? {
    for claim in claims.claims where claim.timing == timing && claim.kind == .number {
      if let model = claim.models.first, let value = claim.published.value { return (model, value) }
    }
    return nil
  }

  /// Whether there is anything to report.
  public var isEmpty: Bool {
    finished.isEmpty && evidence.timings.isEmpty && evidence.initialisation == nil
  }
}

extension Preset {
  /// What a report's measurements are filed under.
  fileprivate var measurementKeys: [RunStore.MeasurementKey] {
    timings.map(\.key) + parallelModels.map { .parallel(model: $0) }
      + [initialisationMeasurement?.key].compactMap(\.self)
      + [.linearClassifier(id: linearClassifier.id), .stepTimes(preset: name)]
  }
}

extension PlannedTiming {
  /// Where its result is filed: one for each budget, so that presets do not share a short one.
  public var key: RunStore.MeasurementKey { key(part: nil) }

  /// Where the samples of one of several parts are filed.
  public func key(part: Int?) -> RunStore.MeasurementKey {
    .timing(
      name: name, model: model,
      qualifier: "\(Int(seconds.rounded()))s" + (part.map { "-\($0)" } ?? ""))
  }
}
