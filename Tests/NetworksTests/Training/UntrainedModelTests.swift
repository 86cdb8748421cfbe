import Networks
import ReferenceNetworks
import Testing

/// Mean weights of untrained models against the Double reference, from the same initial parameters.
///
/// A weight goes through some hundred roundings of 6e-8; the mean of a function without a sign may
/// cancel, so the error is relative to the larger of the mean and one.
struct UntrainedModelTests {
  static let bound = 2e-5

  static let kinds: [AttentionKind] =
    [.softmax] + Pointwise.allCases.map { .pointwise($0, alpha: LengthExponent(hundredths: 100)) }

  struct Case: Sendable {
    let side: Int
    let patch: Int
    let queryStep: Int
  }

  @Test(arguments: kinds)
  func matchesTheReference(_ kind: AttentionKind) {
    var worst = WorstErrors()
    let cases = [
      Case(side: 28, patch: 4, queryStep: 1), Case(side: 28, patch: 4, queryStep: 3),
      Case(side: 14, patch: 1, queryStep: 13), Case(side: 4, patch: 4, queryStep: 1),
    ]
    for item in cases {
      for qkNorm in [true, false] {
        let model = VisionTransformerConfiguration(
          imageHeight: item.side, imageWidth: item.side, patch: item.patch, depth: 2,
          attention: kind, qkNorm: qkNorm)
        let reference = ReferenceVisionTransformer(model)
        let parameters = reference.layout.initialParameters(seed: 3).map(Double.init)
        var generator = KeyedGenerator("untrained")
        let images = generator.values(2 * model.pixels).map(Float.init)
        let ours = UntrainedModel(model, seed: 3).scaledMeanWeights(
          images: images, queryStep: item.queryStep)
        let theirs = [0, 1].map { image in
          reference.scaledMeanWeights(
            image: images[image * model.pixels..<(image + 1) * model.pixels].map(Double.init),
            parameters: parameters, queryStep: item.queryStep)
        }
        #expect(ours.count == 2)
        for layer in ours.indices {
          let exact = (theirs[0][layer] + theirs[1][layer]) / 2
          worst.record(
            "mean weight", abs(ours[layer] - exact) / max(1, abs(exact)),
            at: "\(item), \(qkNorm), layer \(layer)")
        }
      }
    }
    print("mean weights of \(kind.name) against Double:\n\(worst)")
    #expect((worst["mean weight"] ?? .infinity) <= Self.bound)
  }
}
