import Kernels
import Networks
import Paper

extension TimingSchedule {
  /// The schedules of one name at one model.
  ///
  /// - Parameters:
  ///   - threads: a step has a chunk of images for each of them.
  ///   - halfWidth: such as 0.02.
  ///   - budget: seconds for each schedule.
  ///   - depth: of the models whose steps are timed; nil for one that keeps steps short.
  ///   - needs: what must be known of each comparison.
  /// - Throws: `TimingError` where the model is unknown.
  public static func named(
    _ name: TimingName, model: PaperModel, threads: Int, halfWidth: Double, budget: Double,
    depth: Int? = nil, needs: (TimingID) -> Set<TimingNeed> = { _ in [.size] }
  ) throws(TimingError) -> [TimingSchedule] {
    let known = name.models
    guard known.contains(model) else {
      throw .unknownModel(model, subject: .comparison(name), known: known)
    }
    let tokens = model.patches
    let relu = TimedModel.relu(model, depth: depth, threads: threads)
    let shape =
      "width 384, depth \(relu.depth), 6 heads, L = \(tokens), batch \(relu.batch), float32"
    func schedule(_ base: TimedModel, _ options: [(TimingID, TimedModel)])
      -> TimingSchedule
    {
      TimingSchedule(
        name: name, model: model, setting: shape, base: .step(base),
        options: options.map { id, work in
          Option(
            id: id, work: .step(work), predicted: work.multiplyAdds / base.multiplyAdds,
            needs: needs(id))
        },
        parts: [], halfWidth: halfWidth, budget: budget)
    }
    switch name {
    case .gating:
      var gated = relu
      gated.isGated = true
      var gating = schedule(relu, [(.gating, gated)])
      gating.parts = GatePart.allCases.map {
        Part(name: $0.rawValue, work: .gatePart($0, gated))
      }
      return [gating]
    case .qknorm:
      var plain = relu
      plain.qkNorm = false
      return [schedule(plain, [(.qknorm, relu)])]
    case .scale:
      // By L^-1 against by one: where the factor is applied there is a multiplication either way.
      var unscaled = relu
      unscaled.alphaHundredths = 0
      return [schedule(unscaled, [(.scale, relu)])]
    case .attentionStep:
      // Two at a time: a model in training is half a gigabyte and more.
      let others = name.comparisons.compactMap { id in
        id.weights.map { weights in
          var other = relu
          other.attention = weights
          return (id, other)
        }
      }
      return stride(from: 0, to: others.count, by: 2).map {
        schedule(relu, Array(others[$0..<min($0 + 2, others.count)]))
      }
    case .attention:
      return [
        operators(
          model: model, tokens: tokens, halfWidth: halfWidth, budget: budget, needs: needs)
      ]
    }
  }

  /// ReLU's attention operator alone against softmax and every other h.
  private static func operators(
    model: PaperModel, tokens: Int, halfWidth: Double, budget: Double,
    needs: (TimingID) -> Set<TimingNeed>
  ) -> TimingSchedule {
    // About as much work at every length, down to one image.
    let batch = max(1, 784 / tokens)
    func attention(_ weights: AttentionWeights) -> TimedAttention {
      TimedAttention(attention: weights, batch: batch, tokens: tokens)
    }
    return TimingSchedule(
      name: .attention, model: model,
      setting: "attention operator of one layer, forward and backward, 6 heads of width 64, "
        + "L = \(tokens), batch \(batch), float32",
      base: .attention(attention(.pointwise(.relu))),
      options: TimingName.attention.comparisons.compactMap { id in
        id.weights.map { Option(id: id, work: .attention(attention($0)), needs: needs(id)) }
      },
      parts: AttentionPart.allCases.map {
        Part(name: $0.rawValue, work: .attentionPart($0, attention(.softmax)))
      },
      halfWidth: halfWidth, budget: budget)
  }
}

extension TimedModel {
  /// Of one image's forward pass.
  fileprivate var multiplyAdds: Double { Double(configuration.forwardMultiplyAdds) }

  /// What the gate adds to the multiplications of a step of one of the paper's models at its own depth,
  /// as a ratio.
  public static func gateByCount(_ model: PaperModel) -> Double {
    let plain = relu(model, depth: model.shape.depth, threads: 1)
    var gated = plain
    gated.isGated = true
    return gated.multiplyAdds / plain.multiplyAdds
  }
}
