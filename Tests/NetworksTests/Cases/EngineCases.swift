import Networks

extension EngineCase {
  static func relu(_ hundredths: Int = 100) -> AttentionKind {
    .pointwise(.relu, alpha: LengthExponent(hundredths: hundredths))
  }

  /// Every attention: softmax, both controls, each h at alpha 0, 0.5, 1 and 2.
  static let kinds: [AttentionKind] =
    [.softmax, .uniform, .none]
    + Pointwise.allCases.flatMap { h in
      [0, 50, 100, 200].map { .pointwise(h, alpha: LengthExponent(hundredths: $0)) }
    }

  /// A case of S/32's shape with five images, one block and ten classes unless changed.
  static func make(
    _ name: String, batch: Int = 5, shards: Int = 1,
    _ change: (inout VisionTransformerConfiguration) -> Void
  ) -> EngineCase {
    var model = VisionTransformerConfiguration(depth: 1)
    change(&model)
    return EngineCase(name: name, model: model, batch: batch, shards: shards)
  }

  private static func label(_ kind: AttentionKind) -> String {
    kind.name + (kind.alpha.map { " alpha \($0.value)" } ?? "")
  }

  /// Every attention, with qk-norm and without.
  static let attentions: [EngineCase] = kinds.flatMap { kind in
    [true, false].map { qkNorm in
      make(label(kind) + (qkNorm ? "" : " without qk-norm")) {
        $0.attention = kind
        $0.qkNorm = qkNorm
      }
    }
  }

  /// Gates, positions, poolings and pre-logits.
  static let options: [EngineCase] = gates + readouts

  private static let gates: [EngineCase] = {
    var cases: [EngineCase] = []
    for kind in [.softmax, relu(), .uniform, .none] as [AttentionKind] {
      for gate in [.linear, .silu] as [VisionTransformerConfiguration.Gate] {
        cases.append(
          make("\(kind.name), \(gate.rawValue) gate") {
            $0.attention = kind
            $0.gate = gate
          })
      }
    }
    return cases
  }()

  private static let readouts: [EngineCase] = [
    make("learned positions") { $0.positionEmbedding = .learned },
    make("class token") { $0.pooling = .classToken },
    make("class token, learned positions, pre-logits, no qk-norm") {
      $0.pooling = .classToken
      $0.positionEmbedding = .learned
      $0.preLogits = true
      $0.qkNorm = false
    },
    make("pre-logits, relu") {
      $0.preLogits = true
      $0.attention = relu()
    },
    make("everything") {
      $0.attention = relu()
      $0.gate = .silu
      $0.pooling = .classToken
      $0.positionEmbedding = .learned
      $0.preLogits = true
      $0.depth = 2
    },
  ]

  /// One, a prime, and around the widths of vectors and tiles.
  static let edgeSizes: [EngineCase] = tokenCounts + headWidths + widths + batches

  /// A column of patches one pixel wide; with a class token where the count is even.
  private static let tokenCounts: [EngineCase] = {
    var cases: [EngineCase] = []
    for tokens in [1, 2, 7, 15, 16, 17, 31, 33, 49, 50] {
      for kind in [.softmax, .uniform, relu()] as [AttentionKind] {
        cases.append(
          make("\(kind.name), \(tokens) tokens") {
            ($0.imageHeight, $0.imageWidth, $0.patch, $0.channels) = (tokens, 1, 1, 3)
            if tokens.isMultiple(of: 2) {
              $0.imageHeight = tokens - 1
              $0.pooling = .classToken
            }
            $0.width = 20
            $0.attention = kind
          })
      }
    }
    return cases
  }()

  /// Without qk-norm below a width of eight: where two or three values happen to lie close
  /// together, the norm divides by their small deviation and enlarges their rounding errors.
  private static let headWidths: [EngineCase] = {
    var cases: [EngineCase] = []
    let gelu = AttentionKind.pointwise(.gelu, alpha: LengthExponent(hundredths: 50))
    for headWidth in [1, 2, 3, 5, 7, 8, 15, 16, 17, 31, 32, 33] {
      for kind in [.softmax, relu(), gelu] {
        cases.append(
          make("\(kind.name), head width \(headWidth)") {
            ($0.imageHeight, $0.imageWidth, $0.patch) = (17, 1, 1)
            $0.heads = headWidth < 8 ? 8 : 2
            $0.width = headWidth * $0.heads
            $0.positionEmbedding = .learned
            $0.attention = kind
            $0.qkNorm = headWidth >= 8
          })
      }
    }
    return cases
  }()

  private static let widths: [EngineCase] = {
    var cases: [EngineCase] = []
    for width in [8, 12, 20, 48, 100] {
      for heads in [1, 4] {
        cases.append(
          make("width \(width), \(heads) heads") {
            ($0.imageHeight, $0.imageWidth, $0.patch) = (8, 12, 4)
            $0.width = width
            $0.heads = heads
            $0.qkNorm = width / heads >= 8
          })
      }
    }
    return cases
  }()

  private static let batches: [EngineCase] = {
    var cases: [EngineCase] = []
    for batch in [1, 5] {
      for depth in [1, 2] {
        for classes in [2, 10, 17] {
          for shards in [1, 3] {
            let name = "batch \(batch), depth \(depth), \(classes) classes, \(shards) shards"
            cases.append(
              make(name, batch: batch, shards: shards) {
                $0.depth = depth
                $0.classes = classes
              })
          }
        }
      }
    }
    return cases
  }()
}
