import Claims
import Datasets
import Experiments

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

  /// Trains the runs, then the linear classifier, then looks at untrained models where the preset
  /// asks for it. `Interruption.watch()` must have been called.
  ///
  /// What belongs to the store and not to a run is left to the first shard.
  ///
  /// - Returns: the linear classifier's result; nil where its record is damaged, or another shard's.
  @discardableResult
  func run(on dataset: Dataset) throws -> LinearClassifierResult? {
    let store = stores.first
    let runs = leavingOutOthers()
    let trainer = Trainer(
      store: store, dataset: dataset,
      transfer: try transfer.probes(
        for: runs.map(\.specification), fittedTo: dataset.identity),
      threads: threads, isShard: shard != nil, redoesDamaged: redoesDamaged,
      isInterrupted: { Interruption.isRequested }, report: printer.print)
    let redone = redoesDamaged ? store : nil
    if redoesDamaged { try printer.setAside(store.setAsideDamagedMeasurements()) }
    _ = try printer.leavingDamage(redoingIn: redone) {
      // What was in force at the first run cannot be noted again: it is then said to be unknown.
      if redoesDamaged { _ = try store.measurement(.margins, as: MarginsInForce.self) }
      try store.noteMargins(claims)
      try store.noteDeclarations(preset)
    }
    guard try trainer.run(runs) == .finished else {
      printer.finish()
      throw CommandError.interrupted
    }
    if let shard, shard.index > 1 { return nil }
    let linear = try printer.leavingDamage(redoingIn: redone) {
      let key = RunStore.MeasurementKey.linearClassifier(id: preset.linearClassifier.id)
      if let stored = try stores.measurement(key, as: LinearClassifierResult.self) { return stored }
      let trained = try store.linearClassifier(
        preset.linearClassifier, on: dataset, shouldStop: { Interruption.isRequested })
      guard let trained else { throw CommandError.interrupted }
      return trained
    }
    if let measurement = preset.initialisationMeasurement {
      if stores.elsewhere(measurement.key) != nil { return linear }
      if !store.holds(measurement.key) {
        printer.line(
          "Attention weights of untrained models, \(counted(measurement.seeds, "seed")).")
      }
      _ = try printer.leavingDamage(redoingIn: redone) {
        let measured = try store.initialisation(
          measurement, on: dataset, threads: threads,
          shouldStop: { Interruption.isRequested })
        if measured == nil { throw CommandError.interrupted }
      }
    }
    return linear
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
