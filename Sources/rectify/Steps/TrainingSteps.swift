import Claims
import Datasets
import Experiments
import Reports
import Training

/// Training of what a preset lacks, for every verb that trains.
struct TrainingSteps {
  let preset: Preset
  /// Their margins are noted in a store that has no run yet.
  let claims: ClaimsFile
  /// Those of the preset that are trained.
  let runs: [PlannedRun]
  let stores: RunStores
  let transfer: TransferOptions
  let threads: Int
  let printer: ProgressPrinter
  /// Whether damaged records are made again, beside kept copies.
  let redoesDamaged: Bool
  /// Whose runs these are; nil where all are this process's.
  var shard: Shard?
  /// What ends training, finished or not; nil for no such end.
  var budget: Budget?

  /// Trains the runs, then the linear classifier, then looks at untrained models where the preset
  /// asks for it. `Interruption.watch()` must have been called.
  ///
  /// What belongs to the store and not to a run is left to the first shard, and what does not fit a
  /// budget to another call.
  ///
  /// - Returns: the linear classifier's result; nil where its record is damaged, another shard's or left
  ///   out.
  @discardableResult
  func run(on dataset: Dataset) throws -> LinearClassifierResult? {
    let store = stores.first
    let runs = leavingOutOthers()
    let trainer = Trainer(
      store: store, dataset: dataset,
      transfer: try transfer.probes(
        for: runs.map(\.specification), fittedTo: dataset.identity),
      threads: threads, isShard: shard != nil, redoesDamaged: redoesDamaged,
      isInterrupted: { Interruption.isRequested || budget?.isSpentByRuns ?? false },
      report: printer.print)
    let redone = redoesDamaged ? store : nil
    if redoesDamaged { try printer.setAside(store.setAsideDamagedMeasurements()) }
    _ = try printer.leavingDamage(redoingIn: redone) {
      // What was in force at the first run cannot be noted again: it is then said to be unknown.
      if redoesDamaged { _ = try store.measurement(.margins, as: MarginsInForce.self) }
      try store.noteMargins(claims)
      try store.noteDeclarations(preset)
    }
    if try !runs.isEmpty && trainer.run(runs) == .interrupted {
      printer.finish()
      try Interruption.check()
      printer.line("The time for runs is over; what is trained of the last one is saved.")
    }
    if let shard, shard.index > 1 { return nil }
    let linear = try printer.leavingDamage(redoingIn: redone) { try linearClassifier(on: dataset) }
    _ = try printer.leavingDamage(redoingIn: redone) { try lookAtUntrainedModels(on: dataset) }
    return linear ?? nil
  }

  private func linearClassifier(on dataset: Dataset) throws -> LinearClassifierResult? {
    let key = RunStore.MeasurementKey.linearClassifier(id: preset.linearClassifier.id)
    if let stored = try stores.measurement(key, as: LinearClassifierResult.self) { return stored }
    return try withinBudget(
      PlannedMeasurement.linearClassifier.words, price: budget?.prices?.linearClassifier
    ) {
      try stores.first.linearClassifier(preset.linearClassifier, on: dataset, shouldStop: $0)
    }
  }

  private func lookAtUntrainedModels(on dataset: Dataset) throws {
    guard let measurement = preset.initialisationMeasurement,
      stores.elsewhere(measurement.key) == nil
    else { return }
    let isStored = stores.first.holds(measurement.key)
    _ = try withinBudget(
      PlannedMeasurement.initialisation.words,
      price: isStored ? nil : budget?.prices?.initialisation
    ) { shouldStop in
      if !isStored {
        printer.line(
          "Attention weights of untrained models, \(counted(measurement.seeds, "seed")).")
      }
      return try stores.first.initialisation(
        measurement, on: dataset, threads: threads, shouldStop: shouldStop)
    }
  }

  /// What `body` gives; nil, and a line, where it does not fit the budget.
  ///
  /// - Parameters:
  ///   - price: in seconds; nil where it is not known.
  ///   - body: is given what says that it is to end, and then returns nil.
  private func withinBudget<Value>(
    _ what: String, price: Double?, _ body: (_ shouldStop: () -> Bool) throws -> Value?
  ) throws -> Value? {
    if let budget, let price, !budget.fits(price) {
      printer.line("Left out: \(what), about \(DurationText.of(price)).")
      return nil
    }
    if let value = try body({ Interruption.isRequested || budget?.isSpent ?? false }) {
      return value
    }
    guard !Interruption.isRequested, budget != nil else { throw CommandError.interrupted }
    printer.line("Left out, since the time was over before the end: \(what).")
    return nil
  }

  /// The runs without those that are finished, or damaged, in other stores than the first, to which
  /// nothing is written.
  private func leavingOutOthers() -> [PlannedRun] {
    guard !stores.others.isEmpty else { return runs }
    let own = runs.filter {
      !stores.first.state(of: $0.specification).isMissing
        || stores.state(of: $0.specification).isMissing
    }
    if own.count < runs.count {
      printer.line(
        "\(counted(runs.count - own.count, "run")) left to the stores "
          + "\(stores.others.map(\.path).joined(separator: " and ")), which hold them.")
    }
    return own
  }
}
