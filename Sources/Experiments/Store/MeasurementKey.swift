import Foundation
import Paper

extension RunStore {
  /// What a measurement is filed under; its text is the file's name without `.json`.
  public struct MeasurementKey: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// The linear classifier of this identity.
    public static func linearClassifier(id: String) -> Self { Self(description: "linear-\(id)") }

    /// Whether every machine comes to the same bits.
    var isSameEverywhere: Bool {
      ["linear-", "initialisation-"].contains(where: description.hasPrefix)
    }

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
    public static func timing(name: TimingName, model: PaperModel, qualifier: String = "") -> Self {
      timing(.comparison(name), model: model, qualifier: qualifier)
    }

    /// The same, measured again for the `number`-th time.
    public func again(_ number: Int) -> Self { Self(description: "\(againPrefix)\(number)") }

    fileprivate var againPrefix: String { "\(description)-again-" }

    private static func timing(
      _ subject: TimingSubject, model: PaperModel, qualifier: String = ""
    ) -> Self {
      let parts = [
        "timing", subject.description, model.fileName, qualifier,
      ]
      return Self(description: parts.filter { !$0.isEmpty }.joined(separator: "-"))
    }

    /// The margins of claims that were in force at the store's first run.
    public static let margins = Self(description: "margins-at-first-run")

    /// What a rung declared before its first run.
    public static func declared(_ rung: Rung) -> Self {
      Self(description: "declared-\(rung.rawValue)")
    }

    /// How often verdicts err, for what this digest stands for.
    public static func errorRates(digest: String) -> Self {
      Self(description: "error-rates-\(digest.prefix(16))")
    }

    /// What it takes to share one attention layer of a model over processes.
    public static func parallel(model: PaperModel) -> Self { timing(.parallel, model: model) }
  }

  /// A measurement that may have been made several times; every record stays.
  public struct Attempts: Sendable {
    /// How often it was measured again: the highest number of those records, 0 where there is none.
    public let repeats: Int
    /// Those that are stored, the first one first.
    public let stored: [MeasurementKey]
    private let key: MeasurementKey

    init(at key: MeasurementKey, files: [String]) {
      self.key = key
      let numbers = files.compactMap { file in
        file.hasPrefix(key.againPrefix) && file.hasSuffix(".json")
          ? Int(file.dropFirst(key.againPrefix.count).dropLast(".json".count)) : nil
      }.sorted()
      repeats = numbers.last ?? 0
      stored = (files.contains("\(key).json") ? [key] : []) + numbers.map(key.again)
    }

    /// The one that counts.
    public var last: MeasurementKey { stored.last ?? key }

    /// What a new one is filed under.
    ///
    /// - Parameter key: of its samples, where they are not filed under its own.
    public func next(_ key: MeasurementKey? = nil) -> MeasurementKey {
      let key = key ?? self.key
      return stored.isEmpty ? key : key.again(repeats + 1)
    }
  }
}
