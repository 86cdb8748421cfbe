import Datasets
import Foundation
import Paper

// Records besides runs: one file each in the store's folder `measurements`, made once and never
// rewritten.

extension RunStore {
  /// What a measurement is filed under; its text is the file's name without `.json`.
  public struct MeasurementKey: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// The linear classifier of this identity.
    public static func linearClassifier(id: String) -> Self { Self(description: "linear-\(id)") }

    /// The step times of a preset's models, on the machine that measured them first.
    public static func stepTimes(preset: String) -> Self {
      Self(description: "step-times-\(preset)")
    }

    /// The mean attention weights at initialisation, over so many seeds.
    public static func initialisation(dataDigest: String, seeds: Int) -> Self {
      Self(description: "initialisation-\(dataDigest.prefix(16))-\(seeds)")
    }

    /// A timing, such as that of the gate at "S/32", filed as `timing-gating-S-32`. A qualifier tells
    /// apart measurements that differ in more than these, such as their budget.
    public static func timing(name: TimingName, model: String, qualifier: String = "") -> Self {
      timing(.comparison(name), model: model, qualifier: qualifier)
    }

    private static func timing(
      _ subject: TimingSubject, model: String, qualifier: String = ""
    ) -> Self {
      let parts = [
        "timing", subject.description, model.replacingOccurrences(of: "/", with: "-"), qualifier,
      ]
      return Self(description: parts.filter { !$0.isEmpty }.joined(separator: "-"))
    }

    /// The margins of claims that were in force at the store's first run.
    public static let margins = Self(description: "margins-at-first-run")

    /// How often verdicts err, for what this digest stands for.
    public static func errorRates(digest: String) -> Self {
      Self(description: "error-rates-\(digest.prefix(16))")
    }

    /// What it takes to share one attention layer of a model over processes.
    public static func parallel(model: String) -> Self { timing(.parallel, model: model) }
  }

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
  func measurement<Value: Codable>(
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

  /// The linear classifier's stored result, or else the one it is trained for now, in seconds.
  public func linearClassifier(
    _ classifier: LinearClassifier, on dataset: Dataset
  ) throws(ExperimentError) -> LinearClassifierResult {
    try measurement(.linearClassifier(id: classifier.id)) { classifier.train(on: dataset) }!
  }
}
