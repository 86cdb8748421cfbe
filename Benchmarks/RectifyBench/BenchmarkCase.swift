import Networks

/// One shape whose speed is measured.
struct BenchmarkCase {
  enum Shape {
    /// Whole training steps of a model: forward, backward, clip, AdamW.
    case model(Model)
    /// The fused attention alone, forward and backward, of all heads of a batch.
    case attention(tokens: Int, heads: Int, headWidth: Int)
  }

  struct Model {
    /// Pixels along one side of a square image.
    var imageSide: Int
    var channels: Int
    var patch: Int
    var width: Int
    var depth: Int
    var heads: Int
    var classes: Int
    /// Parts of a batch; nil for as many as there are threads, but at least two.
    var shards: Int?
  }

  var name: String
  var shape: Shape
  var batch: Int
  /// The attentions that are measured unless `--attention` names others.
  var attentions: [String]

  /// Every case, in the order of the tables.
  static let all = micro + paper + trained + operators

  /// Small enough for every level of the cache to matter: head width 32, L from 49 to 784.
  private static let micro = [(4, 128), (2, 64), (1, 8)].map { patch, batch in
    let model = Model(
      imageSide: 28, channels: 1, patch: patch, width: 64, depth: 4, heads: 2, classes: 10,
      shards: 8)
    return BenchmarkCase(
      name: "micro-\(784 / (patch * patch))", shape: .model(model), batch: batch,
      attentions: patch == 1 ? ["relu", "softmax"] : ["relu"])
  }

  /// The paper's S at its true shape. A shard's gradient is 88 MB, so there are few of them.
  private static let paper = [(32, 32), (16, 8), (8, 2)].map { patch, batch in
    let model = Model(
      imageSide: 224, channels: 3, patch: patch, width: 384, depth: 12, heads: 6, classes: 1000,
      shards: nil)
    return BenchmarkCase(
      name: "S/\(patch)", shape: .model(model), batch: batch, attentions: ["relu"])
  }

  /// The shapes that the presets train on 28 x 28 pixels, with their batch and shards.
  private static let trained = [
    ("S/32", 4, 32, 4, 2), ("S/16", 2, 32, 4, 2), ("S/8", 1, 32, 4, 2), ("B/32", 4, 64, 4, 4),
    ("B/16", 2, 64, 4, 4), ("L/16", 2, 96, 8, 6),
  ].map { name, patch, width, depth, heads in
    let model = Model(
      imageSide: 28, channels: 1, patch: patch, width: width, depth: depth, heads: heads,
      classes: 10, shards: 8)
    return BenchmarkCase(
      name: "run-" + name, shape: .model(model), batch: 32,
      attentions: name == "S/16" ? ["relu", "softmax"] : ["relu"])
  }

  /// The attention of one layer: of S (heads of width 64), and of the micro cases (32).
  private static let operators =
    [(49, 32), (196, 8), (784, 2), (3136, 1)].map { tokens, batch in
      BenchmarkCase(
        name: "attention-\(tokens)", shape: .attention(tokens: tokens, heads: 6, headWidth: 64),
        batch: batch, attentions: ["softmax", "relu"])
    }
    + [(49, 128), (196, 64), (784, 8)].map { tokens, batch in
      BenchmarkCase(
        name: "attention-\(tokens)-narrow",
        shape: .attention(tokens: tokens, heads: 2, headWidth: 32), batch: batch,
        attentions: ["softmax", "relu"])
    }

  /// Whether an attention of this name can be measured in this case.
  func takes(attention: String) -> Bool {
    switch shape {
    case .model: true
    // The controls are no attention operators: they have no logits.
    case .attention: attention != "uniform" && attention != "none"
    }
  }
}

/// The attention of that name; a pointwise h at alpha = 1, which does not affect the speed.
func attentionKind(named name: String) -> AttentionKind? {
  AttentionKind(name: name, alpha: nil)
    ?? AttentionKind(name: name, alpha: LengthExponent(hundredths: 100))
}

/// A case with everything chosen that it leaves open.
struct ChosenCase {
  var name: String
  var shape: BenchmarkCase.Shape
  var attention: AttentionKind
  var hasGate: Bool
  var batch: Int
  var threads: Int

  /// The model of a case that has one.
  var model: VisionTransformerConfiguration? {
    guard case .model(let model) = shape else { return nil }
    return VisionTransformerConfiguration(
      imageHeight: model.imageSide, imageWidth: model.imageSide, channels: model.channels,
      patch: model.patch, width: model.width, depth: model.depth, heads: model.heads,
      classes: model.classes, attention: attention, gate: hasGate ? .linear : .none)
  }

  /// Floating-point operations of one step: for each multiply-add of the forward pass two there and
  /// four in the backward pass. Recomputation is not counted.
  var operations: Double {
    switch shape {
    case .model: Double(6 * batch * model!.forwardMultiplyAdds)
    case .attention(let tokens, let heads, let headWidth):
      Double(6 * batch * heads * 2 * tokens * tokens * headWidth)
    }
  }

  func workload() -> any Workload {
    switch shape {
    case .model(let shape):
      TrainingSteps(
        model!, batch: batch, shards: min(batch, shape.shards ?? max(2, threads)),
        threads: threads)
    case .attention(let tokens, let heads, let headWidth):
      AttentionSteps(
        attention, batch: batch, tokens: tokens, heads: heads, headWidth: headWidth,
        threads: threads)
    }
  }
}
