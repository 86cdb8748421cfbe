import Claims
import Experiments
import Paper
import Timing

/// Everything that a report, a figure or a diff is made from: a preset's records in a store, and what
/// follows from them. Nothing here asks for the time, the host or the data.
public struct ReportInput: Sendable {
  public let preset: Preset
  public let finished: [FinishedRun]
  public let evidence: Evidence
  public let claims: ClaimsFile
  public let assessments: Assessments
  /// The attention effect of each model and recipe of the preset.
  public let attentionEffects: [AttentionEffect]
  public let ledger: DeviationLedger
  /// What core hours are counted with; nil where no model was timed.
  public let stepTimes: ModelStepTimes?
  /// How often the verdicts would be wrong; nil where it was not computed.
  public var errorRates: ErrorRates?
  /// Runs of the preset that have no result, with the state they are in.
  public let missing: [(run: PlannedRun, state: RunState)]
  /// Those of the missing whose record is damaged.
  public let damaged: [DamagedRun]
  public private(set) var damagedMeasurements: [DamagedMeasurement]
  /// Why records say nothing that those of another store stand in for.
  private var passedOver: [ExperimentError] = []
  /// Results that do not count, since another store has one of another revision of the numerics.
  public private(set) var superseded: [PooledRecords.Superseded] = []
  /// Nil where the store does not tell.
  public let marginsAtFirstRun: MarginsInForce?
  /// What each rung declared before its first run, as far as the store tells.
  public private(set) var declarations: [Rung: DeclaredCells] = [:]
  /// Of the records that all this was read from; nil where it was not read from a store.
  public private(set) var recordsDigest: String?
  /// What figures show of it.
  var selection = FigureSelection()

  /// - Parameters:
  ///   - finished: the preset's runs that have a result.
  ///   - missing: those that have none.
  ///   - damaged: those of the missing whose record is damaged.
  public init(
    preset: Preset, finished: [FinishedRun], missing: [(run: PlannedRun, state: RunState)],
    damaged: [DamagedRun] = [], timings: [TimingComparison],
    linearClassifier: LinearClassifierResult?, stepTimes: ModelStepTimes? = nil,
    initialisation: InitialisationResult? = nil, parallel: [SequenceParallelism] = [],
    marginsAtFirstRun: MarginsInForce? = nil,
    damagedMeasurements: [DamagedMeasurement] = [], claims: ClaimsFile
  ) {
    self.preset = preset
    self.finished = finished
    self.missing = missing
    self.damaged = damaged
    self.marginsAtFirstRun = marginsAtFirstRun
    self.claims = claims
    evidence = Evidence(
      planned: preset.runs, finished: finished, damaged: damaged, timings: timings,
      linearClassifier: linearClassifier, initialisation: initialisation, parallel: parallel,
      damagedMeasurements: damagedMeasurements, rung: preset.rungs.last?.rung,
      below: preset.rungs.dropLast())
    self.damagedMeasurements = damagedMeasurements
    self.stepTimes = stepTimes
    assessments = Assessments(claims, evidence: evidence)
    attentionEffects = AttentionEffect.all(in: evidence)
    ledger = DeviationLedger(evidence)
  }

  public init(preset: Preset, store: RunStore, claims: ClaimsFile) {
    self.init(preset: preset, stores: RunStores(store), claims: claims)
  }

  /// Reads the preset's records from the stores. What is damaged is noted, and the rest read.
  public init(preset: Preset, stores: RunStores, claims: ClaimsFile) {
    let records = stores.records(of: preset.runs)
    let stored = Set(records.finished.map(\.planned))
    let missing = preset.runs.filter { !stored.contains($0) }
      .map { (run: $0, state: stores.state(of: $0.specification)) }
    var damagedMeasurements: [DamagedMeasurement] = []
    var passedOver = records.passedOver
    func read<Value: Decodable>(_ key: RunStore.MeasurementKey, as type: Value.Type) -> Value? {
      let (value, damages) = stores.reading(of: key, as: type)
      if value != nil {
        passedOver += damages
      } else if let error = damages.first {
        damagedMeasurements.append(DamagedMeasurement(key: key, error: error))
      }
      return value
    }
    let timingKeys = preset.timings.map { timing in
      do throws(ExperimentError) {
        return try stores.lastAttempt(at: timing.key)
      } catch {
        damagedMeasurements.append(DamagedMeasurement(key: timing.key, error: error))
        return timing.key
      }
    }
    let timings = timingKeys.flatMap { read($0, as: TimingRecord.self)?.comparisons ?? [] }
    let parallel = preset.parallelModels.compactMap {
      read(.parallel(model: $0), as: SequenceParallelism.self)
    }
    let initialisation = preset.initialisationMeasurement.flatMap {
      read($0.key, as: InitialisationResult.self)
    }
    let linear = read(
      .linearClassifier(id: preset.linearClassifier.id), as: LinearClassifierResult.self)
    let stepTimes = read(.stepTimes(preset: preset.name), as: ModelStepTimes.self)
    let noted = read(.margins, as: MarginsInForce.self)
    let margins = stores.others.isEmpty ? noted : stores.marginsInForce(against: claims)
    self.init(
      preset: preset, finished: records.finished, missing: missing, damaged: records.damaged,
      timings: timings,
      linearClassifier: linear, stepTimes: stepTimes, initialisation: initialisation,
      parallel: parallel, marginsAtFirstRun: margins, damagedMeasurements: damagedMeasurements,
      claims: claims)
    errorRates = read(.errorRates(claims, evidence), as: ErrorRates.self)
    for (rung, _) in preset.rungs {
      declarations[rung] = read(.declared(rung), as: DeclaredCells.self)
    }
    self.damagedMeasurements = damagedMeasurements
    self.passedOver = passedOver
    superseded = records.superseded
    do {
      // Of what was read: a damaged record is no part of it.
      let unread = Set(damagedMeasurements.map(\.key))
      recordsDigest = try stores.digest(
        of: finished.map(\.planned),
        and: (timingKeys + preset.otherMeasurementKeys).filter { !unread.contains($0) })
    } catch {
      // Whatever list of checksums is damaged has been noted with its records.
      recordsDigest = nil
    }
  }

  /// What the paper states of a timing, as the claims file has it: the model, and the share of time that
  /// is added; nil where the claims give no number.
  func published(_ timing: TimingName) -> (model: PaperModel, overhead: Double)? {
    claims.publishedOverhead(timing)
  }

  /// What is wrong with the records, a sentence each.
  public var damages: [ExperimentError] {
    damaged.map(\.error) + damagedMeasurements.map(\.error) + passedOver
  }

  /// Whether there is nothing to report.
  public var isEmpty: Bool {
    damages.isEmpty && finished.isEmpty && evidence.timings.isEmpty
      && evidence.initialisation == nil
  }
}

extension Preset {
  /// What a report's measurements besides the timings are filed under.
  fileprivate var otherMeasurementKeys: [RunStore.MeasurementKey] {
    parallelModels.map { .parallel(model: $0) }
      + [initialisationMeasurement?.key].compactMap(\.self)
      + [.linearClassifier(id: linearClassifier.id), .stepTimes(preset: name)]
  }
}

extension PlannedTiming {
  /// Where its first result is filed: one for each budget, so that presets do not share a short one.
  public var key: RunStore.MeasurementKey { key(part: nil) }

  /// Where the samples of one of several parts are filed.
  public func key(part: Int?) -> RunStore.MeasurementKey {
    .timing(
      name: name, model: model,
      qualifier: "\(Int(seconds.rounded()))s" + (part.map { "-\($0)" } ?? ""))
  }
}
