import Digests
import Foundation

extension RunStores {
  /// A measurement as the first store has it that holds a sound record of it; nil where none holds one.
  ///
  /// - Throws: `ExperimentError` where all records of it are damaged, or two differ that every machine
  ///   makes alike.
  public func measurement<Value: Decodable>(
    _ key: RunStore.MeasurementKey, as type: Value.Type
  ) throws(ExperimentError) -> Value? {
    let (value, damages) = reading(of: key, as: type)
    if value == nil, let damage = damages.first { throw damage }
    return value
  }

  /// The same, with what is wrong with other records of it.
  public func reading<Value: Decodable>(
    of key: RunStore.MeasurementKey, as type: Value.Type
  ) -> (value: Value?, damages: [ExperimentError]) {
    var damages: [ExperimentError] = []
    var sound: [(value: Value, file: String)] = []
    for store in all {
      do {
        guard let found = try store.measurement(key, as: type) else { continue }
        sound.append((found, store.measurements.file("\(key).json")))
      } catch {
        damages.append(error)
      }
    }
    if key.isSameEverywhere, let first = sound.first,
      let other = sound.first(where: { $0.value as? AnyHashable != first.value as? AnyHashable })
    {
      return (nil, [.differentMeasurements(files: [first.file, other.file])] + damages)
    }
    return (sound.first?.value, damages)
  }

  /// What a measurement that may have been made several times is read by: the last in the first store
  /// that has any.
  public func lastAttempt(
    at key: RunStore.MeasurementKey
  ) throws(ExperimentError) -> RunStore.MeasurementKey {
    for store in all {
      let attempts = try store.attempts(at: key)
      if !attempts.stored.isEmpty { return attempts.last }
    }
    return key
  }

  /// Whether any store has a record of it, sound or not.
  public func holds(_ key: RunStore.MeasurementKey) -> Bool { all.contains { $0.holds(key) } }

  /// The path of another store than the first that has a record of it, where the first has none.
  public func elsewhere(_ key: RunStore.MeasurementKey) -> String? {
    first.holds(key) ? nil : others.first { $0.holds(key) }?.path
  }

  /// As `RunStore.digest`, of what is read. The order of the stores does not change it, unless two of
  /// them hold different records of one measurement.
  public func digest(
    of runs: [PlannedRun], and measurements: [RunStore.MeasurementKey]
  ) throws(ExperimentError) -> String {
    guard !others.isEmpty else { return try first.digest(of: runs, and: measurements) }
    var lines: [String] = []
    for specification in Set(runs.map(\.specification)) {
      // Equal results may be recorded in an older form too.
      var copies: [String] = []
      for copy in pooled(specification).copies {
        guard let digest = try copy.folder.digests()["result.json"] else { continue }
        copies.append("\(digest)  \(copy.folder.name)/result.json\n")
      }
      lines += [copies.min()].compactMap(\.self)
    }
    for name in Set(measurements.map { "\($0).json" }) {
      guard let folder = folder(ofMeasurement: name) else { continue }
      if let digest = try folder.digests()[name] {
        lines.append("\(digest)  measurements/\(name)\n")
      }
    }
    return "sha256:" + SHA256.hexadecimal(of: lines.sorted().joined())
  }

  /// That of the first store in which a measurement's file is whole.
  private func folder(ofMeasurement name: String) -> RecordFolder? {
    all.map(\.measurements).first { (try? $0.read(name)) ?? nil != nil }
  }

  /// Copies what results are read from to another store, as `RunStore.copyRecords` does: a pool of
  /// several stores becomes one. A measurement is copied as it is read, from the first that has it.
  public func copyRecords(
    of runs: [PlannedRun], to other: RunStore
  ) throws(ExperimentError) {
    guard !others.isEmpty else { return try first.copyRecords(of: runs, to: other) }
    for run in runs {
      let pooled = pooled(run.specification)
      if let copy = pooled.copies.first {
        try copy.folder.copyRun(to: other)
      } else if let damage = pooled.damages.first {
        throw damage
      }
    }
    var names: Set<String> = []
    for store in all { names.formUnion(try store.measurements.digests().keys) }
    for name in names.sorted() where name.hasSuffix(".json") {
      guard let folder = folder(ofMeasurement: name) else { continue }
      try folder.copy([name], to: other.measurements)
    }
  }
}
