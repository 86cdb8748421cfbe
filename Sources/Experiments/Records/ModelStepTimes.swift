import Paper

/// The time of one training step of every model of the `scaling` family, as trained, all
/// interleaved on one machine: what core hours are counted with.
public struct ModelStepTimes: Hashable, Codable, Sendable {
  public struct Entry: Hashable, Codable, Sendable {
    public var model: PaperModel
    /// `softmax`, or h at alpha = 1.
    public var attention: String
    public var batch: Int
    /// Median over steps.
    public var secondsPerStep: Double
    /// Distribution-free 95 % interval of the median.
    public var low: Double
    public var high: Double
    public var steps: Int
    /// Median of the processor time of a step, over all threads; nil in schema 1.
    public var processorSecondsPerStep: Double?

    public init(
      model: PaperModel, attention: String, batch: Int, secondsPerStep: Double, low: Double,
      high: Double, steps: Int, processorSecondsPerStep: Double? = nil
    ) {
      self.model = model
      self.attention = attention
      self.batch = batch
      self.secondsPerStep = secondsPerStep
      self.low = low
      self.high = high
      self.steps = steps
      self.processorSecondsPerStep = processorSecondsPerStep
    }
  }

  public var schemaVersion: Int
  public var entries: [Entry]
  /// Rounds of steps left out because the machine was busy with something else.
  public var dropped: Int
  public var threads: Int
  public var processor: String

  public init(
    schemaVersion: Int = 2, entries: [Entry], dropped: Int = 0, threads: Int, processor: String
  ) {
    self.schemaVersion = schemaVersion
    self.entries = entries
    self.dropped = dropped
    self.threads = threads
    self.processor = processor
  }

  /// Whether core hours are counted with processor time, for every model.
  public var countsProcessorTime: Bool {
    entries.allSatisfy { $0.processorSecondsPerStep != nil }
  }

  /// Core hours of so many steps: steps x processor time or, where that was not measured of all models, steps x
  /// seconds x threads; nil for a model that was not timed.
  public func coreHours(model: PaperModel, attention: String, steps: Int) -> Double? {
    entries.first { $0.model == model && $0.attention == attention }
      .map {
        let coreSeconds =
          $0.processorSecondsPerStep.flatMap { countsProcessorTime ? $0 : nil }
          ?? $0.secondsPerStep * Double(threads)
        return Double(steps) * coreSeconds / 3600
      }
  }
}
