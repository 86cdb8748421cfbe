import Foundation

// Records besides runs: one file each in the store's folder `measurements`, made once and never
// rewritten.

extension RunStore {
  /// The file of a measurement, whether there is one or not.
  public func path(of key: MeasurementKey) -> String { measurements.file("\(key).json") }

  var measurements: RecordFolder { RecordFolder(path: "\(path)/measurements") }

  /// A stored measurement, checked against its digest; nil when there is none.
  public func measurement<Value: Decodable>(
    _ key: MeasurementKey, as type: Value.Type
  ) throws(ExperimentError) -> Value? {
    let name = "\(key).json"
    guard let data = try measurements.read(name) else { return nil }
    return try RecordCoding.decode(type, from: data, file: measurements.file(name))
  }

  /// How often a measurement was made, by the names of its records.
  public func attempts(at key: MeasurementKey) throws(ExperimentError) -> Attempts {
    Attempts(at: key, files: try measurements.names())
  }

  /// Whether there is a record of it, sound or not: a damaged one is not made again.
  public func holds(_ key: MeasurementKey) -> Bool { measurements.exists("\(key).json") }

  /// Stores a measurement; an error when there is one of that key already.
  public func save<Value: Encodable>(
    _ value: Value, as key: MeasurementKey
  ) throws(ExperimentError) {
    try measurements.create()
    let lock = try RecordLock.wait(for: measurements.file("lock"))
    defer { withExtendedLifetime(lock) {} }
    try measurements.write(RecordCoding.encode(value), as: "\(key).json")
  }

  /// Stores what holds of the store from now on; where another process began at the same moment, its note
  /// stands.
  public func note<Value: Encodable>(
    _ value: Value, as key: MeasurementKey
  ) throws(ExperimentError) {
    do { try save(value, as: key) } catch .recordExists {}
  }

  /// Stores the raw samples behind a measurement beside it, as CSV, before the measurement itself;
  /// those that a stopped one left behind are replaced.
  public func saveSamples(_ text: String, as key: MeasurementKey) throws(ExperimentError) {
    try measurements.create()
    let lock = try RecordLock.wait(for: measurements.file("lock"))
    defer { withExtendedLifetime(lock) {} }
    try measurements.write(Data(text.utf8), as: "\(key).csv", replacing: true)
  }
}

extension RunStore {
  /// A stored measurement, or else the one that `make` gives now, which any process would make the
  /// same; nil where `make` gives none.
  package func measurement<Value: Codable>(
    _ key: MeasurementKey, make: () -> Value?
  ) throws(ExperimentError) -> Value? {
    if let stored = try measurement(key, as: Value.self) { return stored }
    guard let value = make() else { return nil }
    do {
      try save(value, as: key)
    } catch .recordExists {
      // Another process was quicker, with the same result.
    }
    return value
  }
}
