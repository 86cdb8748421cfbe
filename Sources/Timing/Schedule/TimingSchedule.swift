import Kernels
import Networks
import Paper

/// Everything that is interleaved in one measurement: A, its copy A', one or more B, and parts of
/// the work that are timed alone beside them.
public struct TimingSchedule: Sendable {
  /// One B, and what is known of it beforehand.
  public struct Option: Sendable {
    public var id: TimingID
    public var work: TimedWork
    /// B over A by the count of multiplications.
    public var predicted: Double
    public var published: Double?

    public init(
      id: TimingID, work: TimedWork, predicted: Double = 1, published: Double? = nil
    ) {
      self.id = id
      self.work = work
      self.predicted = predicted
      self.published = published
    }
  }

  public struct Part: Sendable {
    public var name: String
    public var work: TimedWork

    public init(name: String, work: TimedWork) {
      self.name = name
      self.work = work
    }
  }

  public var name: TimingName
  /// At the paper's shape.
  public var model: PaperModel
  /// Shape and step, in words for a caption.
  public var setting: String
  public var base: TimedWork
  public var options: [Option]
  public var parts: [Part]
  /// The control's whole 99 % interval must lie within plus or minus this for a result to be valid.
  public var halfWidth: Double
  /// Wall-clock seconds that the measurement may take, warm-ups included.
  public var budget: Double

  public init(
    name: TimingName, model: PaperModel, setting: String, base: TimedWork, options: [Option],
    parts: [Part], halfWidth: Double, budget: Double
  ) {
    self.name = name
    self.model = model
    self.setting = setting
    self.base = base
    self.options = options
    self.parts = parts
    self.halfWidth = halfWidth
    self.budget = budget
  }

  /// The arms in their order: 0 is A, 1 is A', then the options, then the parts.
  var works: [TimedWork] { [base, base] + options.map(\.work) + parts.map(\.work) }

  /// Names of the arms, for the samples.
  var armNames: [String] { ["A", "A'"] + options.map(\.id.description) + parts.map(\.name) }

  func optionArm(_ index: Int) -> Int { 2 + index }
  func partArm(_ index: Int) -> Int { 2 + options.count + index }
}

// MARK: - What the laboratory measures

extension TimingSchedule {
  /// The schedules of one name at one model.
  ///
  /// - Parameters:
  ///   - threads: a step has a chunk of images for each of them.
  ///   - halfWidth: such as 0.02.
  ///   - budget: seconds for each schedule.
  /// - Throws: `TimingError` where the model is unknown.
  public static func named(
    _ name: TimingName, model: PaperModel, threads: Int, halfWidth: Double, budget: Double
  ) throws(TimingError) -> [TimingSchedule] {
    let known = name.models
    guard known.contains(model) else {
      throw .unknownModel(model, subject: .comparison(name), known: known)
    }
    let tokens = model.patches
    // Short steps make many blocks: as few images as keep every thread and its products busy.
    let batch = max(2, threads) * TrainingSession.chunkImages(tokens: tokens)
    let relu = TimedModel(
      patch: model.shape.patch, attention: .pointwise(.relu, alpha: LengthExponent(1)),
      batch: batch)
    let shape = "width 384, depth 12, 6 heads, L = \(tokens), batch \(batch), float32"
    func schedule(_ base: TimedModel, _ options: [(TimingID, TimedModel, published: Double?)])
      -> TimingSchedule
    {
      TimingSchedule(
        name: name, model: model, setting: shape, base: .step(base),
        options: options.map { option, work, published in
          Option(
            id: option, work: .step(work), predicted: multiplyAddRatio(work, base),
            published: published)
        },
        parts: [], halfWidth: halfWidth, budget: budget)
    }
    switch name {
    case .gating:
      var gated = relu
      gated.isGated = true
      // The paper prints the number for S/8 alone.
      var gating = schedule(relu, [(.gating, gated, model == .s8 ? 1.093 : nil)])
      gating.parts = GatePart.allCases.map {
        Part(name: $0.rawValue, work: .gatePart($0, gated))
      }
      return [gating]
    case .qknorm:
      var plain = relu
      plain.qkNorm = false
      return [schedule(plain, [(.qknorm, relu, nil)])]
    case .scale:
      // By L^-1 against by one: where the factor is applied there is a multiplication either way.
      var unscaled = relu
      unscaled.alphaHundredths = 0
      return [schedule(unscaled, [(.scale, relu, nil)])]
    case .attentionStep:
      // Two at a time: a model in training is half a gigabyte and more.
      let others = name.comparisons.compactMap { id in
        id.weights.map { weights -> (TimingID, TimedModel, published: Double?) in
          var other = relu
          other.attention = weights.name
          other.alphaHundredths = weights == .softmax ? nil : 100
          return (id, other, nil)
        }
      }
      return stride(from: 0, to: others.count, by: 2).map {
        schedule(relu, Array(others[$0..<min($0 + 2, others.count)]))
      }
    case .attention:
      return [operators(model: model, tokens: tokens, halfWidth: halfWidth, budget: budget)]
    }
  }

  /// ReLU's attention operator alone against softmax and every other h.
  private static func operators(
    model: PaperModel, tokens: Int, halfWidth: Double, budget: Double
  ) -> TimingSchedule {
    // About as much work at every length, down to one image.
    let batch = max(1, 784 / tokens)
    func attention(_ weights: AttentionWeights) -> TimedAttention {
      TimedAttention(attention: weights.name, batch: batch, tokens: tokens)
    }
    return TimingSchedule(
      name: .attention, model: model,
      setting: "attention operator of one layer, forward and backward, 6 heads of width 64, "
        + "L = \(tokens), batch \(batch), float32",
      base: .attention(attention(.pointwise(.relu))),
      options: TimingName.attention.comparisons.compactMap { id in
        id.weights.map { Option(id: id, work: .attention(attention($0))) }
      },
      parts: AttentionPart.allCases.map {
        Part(name: $0.rawValue, work: .attentionPart($0, attention(.softmax)))
      },
      halfWidth: halfWidth, budget: budget)
  }

  /// Steps of A against a copy and a second copy: what the method makes of no difference.
  public static func recording(threads: Int) -> TimingSchedule {
    let relu = TimedModel(
      patch: 16, attention: .pointwise(.relu, alpha: LengthExponent(1)),
      batch: max(2, threads) * TrainingSession.chunkImages(tokens: 196))
    return TimingSchedule(
      name: .gating, model: .s16, setting: "A against A", base: .step(relu),
      options: [Option(id: .gating, work: .step(relu))], parts: [],
      halfWidth: 0.02, budget: .infinity)
  }

  private static func multiplyAddRatio(_ b: TimedModel, _ a: TimedModel) -> Double {
    guard let b = b.configuration, let a = a.configuration else { return 1 }
    return Double(b.multiplyAddsPerTokenAndLayer) / Double(a.multiplyAddsPerTokenAndLayer)
  }
}
