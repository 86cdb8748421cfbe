import Foundation

extension RunStore {
  /// Copies what results are read from to another store: of each run its specification, cost and
  /// result, and every measurement. Logs, checkpoints and raw samples stay behind. Runs without a
  /// result are left out.
  ///
  /// - Throws: `ExperimentError` at the first damaged record, before it is copied, and at the first
  ///   that the other store has already.
  public func copyRecords(of runs: [PlannedRun], to other: RunStore) throws(ExperimentError) {
    for run in runs {
      let folder = try folder(run.specification.id)
      guard try storedRun(in: folder) != nil else { continue }
      try folder.copyRun(to: other)
    }
    let records = try measurements.digests().keys.filter { $0.hasSuffix(".json") }
    try measurements.copy(records.sorted(), to: other.measurements)
  }
}

extension RecordFolder {
  /// Copies a finished run's records.
  func copyRun(to other: RunStore) throws(ExperimentError) {
    // The result last, since it says that the run is complete.
    try copy(
      [SpecificationRecord.fileName, "cost.json", "result.json"],
      to: RecordFolder(path: "\(other.path)/\(name)"))
  }

  /// Copies those of the records that there are.
  func copy(_ names: [String], to other: RecordFolder) throws(ExperimentError) {
    for name in names {
      guard let data = try read(name) else { continue }
      try other.create()
      try other.write(data, as: name)
    }
  }
}
