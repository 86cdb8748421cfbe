import Networks
import ReferenceNetworks
import Testing

/// One operation whose backward pass is compared with central differences of its forward pass.
struct GradientCase: Sendable, CustomTestStringConvertible {
  /// How to treat points where the derivative jumps.
  enum KinkPolicy: Sendable {
    /// There are none.
    case smooth
    /// Inputs are drawn again until `distance` to the nearest kink is at least `margin`, which the
    /// step cannot cross.
    case keepAway(margin: Double, distance: @Sendable ([[Double]]) -> Double)
  }

  var operation: String
  /// Names and sizes of the inputs.
  var inputs: [(name: String, count: Int)]
  /// Of the central difference, for directions whose entries have unit variance.
  var step = 1e-5
  var kinks = KinkPolicy.smooth
  /// On |difference - gradient . direction| / max(||gradient||, 1e-6 of all inputs' gradient).
  /// The quotient errs by step^2/6 of the third derivative, about 1e-10 of the first one here with
  /// its several factors, and by rounding, 1e-16 of the value over the step.
  var bound = 1e-8
  var forward: @Sendable ([[Double]]) -> [Double]
  /// The gradients by each input, from the inputs and the gradient by the output.
  var backward: @Sendable ([[Double]], [Double]) -> [[Double]]

  var testDescription: String { operation }
}

extension GradientCase {
  static let all: [GradientCase] =
    [layerNorm, qkNorm, dense, mlp, crossEntropy]
    + kinds.map(attention) + models.map(model)

  static let kinds: [AttentionKind] =
    [.softmax, .uniform]
    + Pointwise.allCases.map { .pointwise($0, alpha: LengthExponent(hundredths: 50)) }

  private static let layerNorm = GradientCase(
    operation: "layer norm", inputs: [("x", 5 * 12), ("scale", 12), ("bias", 12)],
    forward: { LayerNorm.forward($0[0], scale: $0[1], bias: $0[2]) },
    backward: {
      let d = LayerNorm.backward($0[0], scale: $0[1], dy: $1)
      return [d.x, d.scale, d.bias]
    })

  /// Rows are the heads of every token: here 3 tokens of 4 heads of width 3.
  private static let qkNorm = GradientCase(
    operation: "norm of queries", inputs: [("x", 3 * 4 * 3), ("scale", 3)],
    forward: { LayerNorm.forward($0[0], scale: $0[1], bias: nil) },
    backward: {
      let d = LayerNorm.backward($0[0], scale: $0[1], dy: $1)
      return [d.x, d.scale]
    })

  private static let dense = GradientCase(
    operation: "dense", inputs: [("x", 5 * 7), ("kernel", 7 * 3), ("bias", 3)],
    forward: { Dense.forward($0[0], kernel: $0[1], bias: $0[2]) },
    backward: {
      let d = Dense.backward($0[0], kernel: $0[1], bias: $0[2], dy: $1)
      return [d.x, d.kernel, d.bias]
    })

  private static let mlp = GradientCase(
    operation: "MLP",
    inputs: [
      ("x", 3 * 5), ("in kernel", 5 * 20), ("in bias", 20), ("out kernel", 20 * 5), ("out bias", 5),
    ],
    forward: { MLP.forward($0[0], mlpParameters($0)) },
    backward: {
      let d = MLP.backward($0[0], mlpParameters($0), dy: $1)
      return [
        d.x, d.parameters.inKernel, d.parameters.inBias, d.parameters.outKernel,
        d.parameters.outBias,
      ]
    })

  private static func mlpParameters(_ inputs: [[Double]]) -> MLP.Parameters {
    MLP.Parameters(
      inKernel: inputs[1], inBias: inputs[2], outKernel: inputs[3], outBias: inputs[4])
  }

  private static let crossEntropy = GradientCase(
    operation: "sigmoid cross-entropy", inputs: [("logits", 3 * 4)],
    forward: { [SigmoidCrossEntropy.forward($0[0], labels: [2, 0, 3])] },
    backward: { inputs, dy in
      [SigmoidCrossEntropy.backward(inputs[0], labels: [2, 0, 3]).map { $0 * dy[0] }]
    })

  /// Attention of 7 tokens at width 6 with 2 heads.
  private static func attention(_ kind: AttentionKind) -> GradientCase {
    let (tokens, width, heads) = (7, 6, 2)
    var gradientCase = GradientCase(
      operation: "attention \(kind.name)",
      inputs: ["query", "key", "value"].map { ($0, tokens * width) },
      forward: {
        Attention.forward(
          query: $0[0], key: $0[1], value: $0[2], width: width, heads: heads, kind: kind)
      },
      backward: {
        let d = Attention.backward(
          query: $0[0], key: $0[1], value: $0[2], width: width, heads: heads, kind: kind, dy: $1)
        return [d.query, d.key, d.value]
      })
    if case .pointwise(let h, _) = kind, !h.kinks.isEmpty {
      gradientCase.kinks = .keepAway(margin: 1e-3) { inputs in
        var nearest = Double.infinity
        for head in 0..<heads {
          for i in 0..<tokens {
            for logit in Attention.logits(
              inputs[0], inputs[1], i: i, head: head, width: width, heads: heads)
            {
              for kink in h.kinks { nearest = min(nearest, abs(logit - kink)) }
            }
          }
        }
        return nearest
      }
    }
    return gradientCase
  }

  /// The options that have code of their own, with smooth attention: the inputs of a whole model
  /// cannot be kept away from the kinks, which the attention cases cover.
  private static let models: [(String, VisionTransformerConfiguration)] = {
    var base = VisionTransformerConfiguration(
      imageHeight: 4, imageWidth: 6, channels: 2, patch: 2, width: 8, depth: 2, heads: 2, classes: 3
    )
    base.attention = .pointwise(.gelu, alpha: LengthExponent(hundredths: 100))
    func variant(
      _ name: String, _ change: (inout VisionTransformerConfiguration) -> Void
    ) -> (String, VisionTransformerConfiguration) {
      var model = base
      change(&model)
      return (name, model)
    }
    return [
      variant("gelu") { _ in },
      variant("softmax") { $0.attention = .softmax },
      variant("uniform") { $0.attention = .uniform },
      variant("none") { $0.attention = .none },
      variant("no qk-norm") { $0.qkNorm = false },
      variant("linear gate") { $0.gate = .linear },
      variant("silu gate") { $0.gate = .silu },
      variant("learned positions") { $0.positionEmbedding = .learned },
      variant("class token") { $0.pooling = .classToken },
      variant("class token and pre-logits") {
        $0.pooling = .classToken
        $0.preLogits = true
      },
    ]
  }()

  private static func model(
    _ name: String, _ model: VisionTransformerConfiguration
  ) -> GradientCase {
    let reference = ReferenceVisionTransformer(model)
    let slices = reference.layout.slices
    var generator = KeyedGenerator("gradient check images")
    let images = generator.values(2 * model.pixels)
    let labels: [UInt8] = [2, 0]
    return GradientCase(
      operation: "model: \(name)", inputs: slices.map { ($0.name, $0.count) },
      // The error is a rounding of the whole loss, but the gradient of one slice can be a
      // thousandth of the whole gradient or less.
      bound: 1e-6,
      forward: { inputs in
        let parameters = inputs.flatMap { $0 }
        let logits = reference.logits(images: images, parameters: parameters)
        return [SigmoidCrossEntropy.forward(logits, labels: labels)]
      },
      backward: { inputs, dy in
        let evaluation = reference.evaluate(
          images: images, labels: labels, parameters: inputs.flatMap { $0 })
        return slices.map { slice in evaluation.gradient[slice].map { $0 * dy[0] } }
      })
  }
}
