import Claims
import Experiments
import Timing

/// What `rectify time --json` prints.
struct TimingReport: Encodable {
  struct Interval: Encodable {
    var ratio: Double
    var low: Double
    var high: Double
    var level: Double

    init(_ interval: RatioInterval) {
      ratio = interval.ratio
      low = interval.low
      high = interval.high
      level = interval.level
    }
  }

  /// One comparison; the keys are there in every one, null where there is no value.
  struct Comparison: Encodable {
    let timing: TimingComparison
    /// The paper's ratio, where it prints one for this comparison at this model.
    let published: Double?

    private enum Key: String, CodingKey {
      case name, model, ratio, low, high, level, unit, processes, blocks, dropped, control
      case predicted, published, valid, standing, slower, looks, attempts, processorTime, depth
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(timing.id, forKey: .name)
      try container.encode(timing.model, forKey: .model)
      try container.encode(timing.measured.ratio, forKey: .ratio)
      try container.encode(timing.measured.low, forKey: .low)
      try container.encode(timing.measured.high, forKey: .high)
      try container.encode(timing.measured.level, forKey: .level)
      try container.encode(timing.unit, forKey: .unit)
      try container.encode(timing.units, forKey: .processes)
      try container.encode(timing.details?.blocks, forKey: .blocks)
      try container.encode(timing.dropped, forKey: .dropped)
      try container.encode(Interval(timing.control), forKey: .control)
      try container.encode(timing.predicted, forKey: .predicted)
      try container.encode(published, forKey: .published)
      try container.encode(timing.hasNumber, forKey: .valid)
      try container.encode(timing.standing, forKey: .standing)
      try container.encode(timing.isSlower, forKey: .slower)
      try container.encode(timing.series?.looks, forKey: .looks)
      try container.encode(timing.series?.attempts, forKey: .attempts)
      try container.encode(timing.details?.processorTime.map(Interval.init), forKey: .processorTime)
      try container.encode(timing.details?.depth, forKey: .depth)
    }
  }

  let schemaVersion = 1
  let comparisons: [Comparison]
  /// Absent where `models` was not asked for.
  let models: ModelStepTimes?
  /// Absent where `parallel` was not asked for.
  let parallel: [SequenceParallelism]?

  init(
    _ comparisons: [TimingComparison], models: ModelStepTimes?, parallel: [SequenceParallelism],
    claims: ClaimsFile
  ) {
    self.comparisons = comparisons.map {
      Comparison(timing: $0, published: claims.publishedRatio($0.id, model: $0.model))
    }
    self.models = models
    self.parallel = parallel.isEmpty ? nil : parallel
  }

  private enum CodingKeys: String, CodingKey { case schemaVersion, comparisons, models, parallel }
}
