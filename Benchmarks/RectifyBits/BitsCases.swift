import Networks

extension BitsCase {
  /// Every option that changes how a number is computed; about a hundred models.
  static let all: [BitsCase] = attentions + options + shapes + extremes

  /// Few enough for a check at every change: one case of each kernel, at whole and at odd sizes.
  static let small: [BitsCase] = [
    "softmax", "uniform", "none", "relu alpha 1", "squaredReLU alpha 2", "gelu alpha 0",
    "softplus alpha 1", "identity alpha 1", "relu6 alpha 1", "sigmoid alpha 2",
    "silu gate, softmax", "linear gate, relu alpha 1, no qk-norm",
    "class token, learned positions, pre-logits, relu alpha 1",
    "7 tokens, width 33, 1 head, softmax", "50 tokens, width 20, 4 heads, relu alpha 1",
    "batch 5, 8 shards, 17 classes", "high learning rate, softmax, no qk-norm",
  ].map { name in
    guard let bitsCase = all.first(where: { $0.name == name }) else {
      preconditionFailure("there is no case \(name)")
    }
    return bitsCase
  }

  private static let relu = AttentionKind.pointwise(.relu, alpha: LengthExponent(hundredths: 100))

  private static func label(_ kind: AttentionKind) -> String {
    kind.name + (kind.alpha.map { " alpha \($0.hundredths / 100)" } ?? "")
  }

  /// A case of 49 tokens, width 32, two heads and two blocks unless changed.
  private static func make(
    _ name: String, attention: AttentionKind, batch: Int = 5, shards: Int = 3,
    learningRate: DecimalNumber = "0.003",
    _ change: (inout VisionTransformerConfiguration) -> Void = { _ in }
  ) -> BitsCase {
    var model = VisionTransformerConfiguration(depth: 2, attention: attention)
    change(&model)
    return BitsCase(
      name: name, model: model, batch: batch, shards: shards, learningRate: learningRate)
  }

  /// Softmax, the controls, each h at alpha 0, 1 and 2; with qk-layernorm and without.
  private static let attentions: [BitsCase] = {
    let pointwise = Pointwise.allCases.flatMap { h in
      [0, 100, 200].map { AttentionKind.pointwise(h, alpha: LengthExponent(hundredths: $0)) }
    }
    return ([.softmax, .uniform, .none] + pointwise).flatMap { kind in
      [true, false].map { qkNorm in
        make(label(kind) + (qkNorm ? "" : ", no qk-norm"), attention: kind) { $0.qkNorm = qkNorm }
      }
    }
  }()

  /// Gates, positions, poolings and pre-logits.
  private static let options: [BitsCase] = {
    var cases: [BitsCase] = []
    for kind in [.softmax, .uniform, .none, relu] as [AttentionKind] {
      for gate in [.linear, .silu] as [VisionTransformerConfiguration.Gate] {
        for qkNorm in [true, false] {
          let name = "\(gate.rawValue) gate, \(label(kind))" + (qkNorm ? "" : ", no qk-norm")
          cases.append(
            make(name, attention: kind) {
              $0.gate = gate
              $0.qkNorm = qkNorm
            })
        }
      }
    }
    for kind in [.softmax, relu] as [AttentionKind] {
      cases += [
        make("learned positions, \(label(kind))", attention: kind) {
          $0.positionEmbedding = .learned
        },
        make("class token, \(label(kind))", attention: kind) { $0.pooling = .classToken },
        make("pre-logits, \(label(kind))", attention: kind) { $0.preLogits = true },
        make("class token, learned positions, pre-logits, \(label(kind))", attention: kind) {
          $0.pooling = .classToken
          $0.positionEmbedding = .learned
          $0.preLogits = true
        },
      ]
    }
    return cases
  }()

  /// Odd sizes: tokens in a column of patches one pixel wide, widths and head widths around the
  /// width of a vector, batches and shards that do not divide each other.
  private static let shapes: [BitsCase] = {
    var cases: [BitsCase] = []
    let widths = [(20, 4), (32, 2), (48, 3), (33, 1), (40, 5), (34, 2), (45, 3)]
    for (index, tokens) in [7, 15, 17, 49, 50, 17, 50].enumerated() {
      for kind in [.softmax, relu] as [AttentionKind] {
        for (width, heads) in [widths[index], widths[(index + 3) % widths.count]] {
          let headCount = "\(heads) head" + (heads == 1 ? "" : "s")
          let name = "\(tokens) tokens, width \(width), \(headCount), \(label(kind))"
          if cases.contains(where: { $0.name == name }) { continue }
          cases.append(
            make(name, attention: kind) {
              ($0.imageHeight, $0.imageWidth, $0.patch, $0.channels) = (tokens, 1, 1, 3)
              ($0.width, $0.heads) = (width, heads)
              $0.positionEmbedding = width.isMultiple(of: 4) ? .sincos2d : .learned
            })
        }
      }
    }
    for (batch, shards) in [(5, 1), (5, 8), (8, 8), (11, 3)] {
      for classes in [2, 17] {
        cases.append(
          make(
            "batch \(batch), \(shards) shard\(shards == 1 ? "" : "s"), \(classes) classes",
            attention: relu, batch: batch, shards: shards
          ) { $0.classes = classes })
      }
    }
    return cases
  }()

  /// Rates at which logits grow until the elementary functions reach the ends of their ranges, and
  /// subnormals arise, so that a thread that does not flush them gives other bits.
  private static let extremes: [BitsCase] = [.softmax, relu].flatMap { kind in
    [true, false].map { qkNorm in
      make(
        "high learning rate, \(label(kind))" + (qkNorm ? "" : ", no qk-norm"), attention: kind,
        learningRate: "0.3"
      ) { $0.qkNorm = qkNorm }
    }
  }
}
