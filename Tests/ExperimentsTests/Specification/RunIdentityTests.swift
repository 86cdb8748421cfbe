import Datasets
import Experiments
import Networks
import Testing

@Suite struct RunIdentityTests {
  static let reluRun = RunSpecification(
    model: VisionTransformerConfiguration(
      attention: .pointwise(.relu, alpha: LengthExponent(hundredths: 75))),
    recipe: TrainingRecipe(images: 24_000), data: FashionMNIST.identity, evaluationImages: 10_000,
    seed: 2)

  /// Records that people have committed are found by these texts: when this test fails, the change
  /// is wrong and not the expectation.
  @Test func canonicalFormIsFrozen() {
    #expect(
      Self.reluRun.canonicalForm == """
        data.channels=1
        data.classes=10
        data.digest=fdc64a46a97f5eb0d0b11ee97109dbae1818ab60f166a27606dee1d0e750ea95
        data.height=28
        data.testImages=10000
        data.trainingImages=60000
        data.width=28
        evaluationImages=10000
        model.alphaHundredths=75
        model.attention=relu
        model.depth=4
        model.heads=2
        model.patch=4
        model.width=32
        recipe.images=24000
        seed=2

        """)
    #expect(Self.reluRun.id == "8320fd16738e4b5b")
  }

  /// Every field away from its default.
  static let unusualRun = RunSpecification(
    model: VisionTransformerConfiguration(
      imageHeight: 32, imageWidth: 30, channels: 3, patch: 2, width: 48, depth: 8, heads: 3,
      classes: 100, attention: .pointwise(.squaredReLU, alpha: LengthExponent(hundredths: 200)),
      qkNorm: false, gate: .silu, positionEmbedding: .learned, pooling: .classToken,
      preLogits: true),
    recipe: TrainingRecipe(
      images: 640, batch: 64, shards: 4, learningRate: "0.001", weightDecay: "0", clipNorm: "0.5",
      warmUpHundredths: 0, augmentation: .flipsAndShifts),
    data: DatasetIdentity(
      digest: String(repeating: "ab", count: 32), trainingImages: 50_000,
      testImages: 5_000, classes: 100, height: 32, width: 30, channels: 3),
    evaluationImages: 500, seed: .max)

  @Test func unusualFormIsFrozen() { #expect(Self.unusualRun.id == "a692cfb14386be89") }

  static let everyAttention: [AttentionKind] =
    [.softmax, .uniform, .none]
    + Pointwise.allCases.map { .pointwise($0, alpha: LengthExponent(hundredths: 125)) }

  @Test func fieldsAreReadBackToAnEqualSpecification() throws {
    var specifications = [Self.reluRun, Self.unusualRun]
    for attention in Self.everyAttention {
      var specification = Self.reluRun
      specification.model.attention = attention
      specifications.append(specification)
    }
    #expect(Set(specifications.map(\.id)).count == specifications.count)
    for specification in specifications {
      let read = try RunSpecification(canonicalFields: specification.canonicalFields)
      #expect(read == specification)
    }
  }

  struct BadField: Sendable {
    var key: String
    var value: String?
    var defect: SpecificationDefect
  }

  @Test(arguments: [
    BadField(key: "model.colour", value: "red", defect: .unknownField("model.colour")),
    BadField(key: "seed", value: nil, defect: .missingField("seed")),
    BadField(key: "seed", value: "02", defect: .unreadableField("seed", "02")),
    BadField(key: "model.width", value: "wide", defect: .unreadableField("model.width", "wide")),
    BadField(
      key: "model.attention", value: "rleu", defect: .unreadableField("model.attention", "rleu")),
    BadField(
      key: "model.attention", value: "softmax",
      defect: .unreadableField("model.alphaHundredths", "75")),
    BadField(
      key: "model.alphaHundredths", value: nil,
      defect: .unreadableField("model.alphaHundredths", "")),
    BadField(key: "model.qkNorm", value: "true", defect: .unreadableField("model.qkNorm", "true")),
    BadField(
      key: "recipe.learningRate", value: "0.0030",
      defect: .unreadableField("recipe.learningRate", "0.0030")),
    // What would divide by zero, or leave the whole numbers, wherever the fields are used.
    BadField(
      key: "recipe.batch", value: "0",
      defect: .impossible("batch and shards must be at least 1")),
    BadField(
      key: "data.classes", value: "0",
      defect: .impossible("depth, channels and classes must be at least 1, 1 and 2")),
    BadField(
      key: "data.height", value: "\(Int.max)",
      defect: .impossible(
        "imageHeight \(Int.max) is more than 67108864; choose a smaller one")),
    BadField(
      key: "model.depth", value: "67108864",
      defect: .impossible(
        "an image of 28 x 28 pixels in patches of 4 at width 32 and depth 67108864 is more work than "
          + "any machine can do; choose a smaller model, smaller images or larger patches")),
    BadField(
      key: "recipe.images", value: "\(Int.max / 32 * 32)",
      defect: .impossible("images, batch and shards must be at most 1099511627776")),
    BadField(
      key: "evaluationImages", value: "\(Int.max)",
      defect: .impossible("data and evaluationImages must be of 1 to 1099511627776 images")),
    BadField(
      key: "transfer", value: "ab:\(Int.max):1",
      defect: .impossible("transfer must be of sets with a class and an image at least")),
  ])
  func anotherFieldIsAnError(_ bad: BadField) {
    var fields = Self.reluRun.canonicalFields
    fields[bad.key] = bad.value
    #expect(throws: bad.defect) { try RunSpecification(canonicalFields: fields) }
  }
}
