/// What the paper trained, as data: its text, and the configurations of big_vision that it names.
/// Where a fact is recalled and was not read there, it says so.
enum PaperConfiguration {
  struct Model {
    let width, depth, heads: Int
    /// Pixels along a patch's side.
    let patch: Int
    /// Strength of RandAugment and mixup under the recipe `i21k`, where the configuration has the
    /// model.
    let augmentation: String?
    var headWidth: Int { width / heads }
    /// Without a class token.
    var patches: Int { (imageSize / patch) * (imageSize / patch) }
  }

  struct Recipe {
    let dataset: String
    let classes: Int
    let epochs: Int
    /// The steps that the named configuration comes to; the paper's text says about 9e5.
    let steps: String
    let pooling: String
    let beforeHead: String
    let headBias: String
  }

  static let imageSize = 224
  static let batch = 4096
  static let learningRate = "0.001"
  static let weightDecay = "0.0001"
  static let clipNorm = "1"
  static let warmUpSteps = 10_000
  static let positionEmbedding = "learned"
  static let precision = "float32, first moment bfloat16"
  static let hardware = "TPU, kind not said"
  static let seeds = "not said"
  static let transferSets = 8

  static let models: [String: Model] = [
    "S/32": Model(width: 384, depth: 12, heads: 6, patch: 32, augmentation: "none"),
    "S/16": Model(width: 384, depth: 12, heads: 6, patch: 16, augmentation: "light"),
    "S/8": Model(width: 384, depth: 12, heads: 6, patch: 8, augmentation: nil),
    "B/32": Model(width: 768, depth: 12, heads: 12, patch: 32, augmentation: "light"),
    "B/16": Model(width: 768, depth: 12, heads: 12, patch: 16, augmentation: "light"),
    "L/16": Model(width: 1024, depth: 24, heads: 16, patch: 16, augmentation: "medium"),
  ]

  static let recipes: [String: Recipe] = [
    "i21k": Recipe(
      dataset: "ImageNet-21k, scored on ImageNet-1k", classes: 21_843, epochs: 30,
      steps: "about 1.0e5 (image count recalled)", pooling: "mean", beforeHead: "nothing",
      headBias: "-10.0"),
    "i1k": Recipe(
      dataset: "ImageNet-1k", classes: 1_000, epochs: 300, steps: "about 9.3e4",
      pooling: "class token", beforeHead: "dense layer with tanh", headBias: "-6.9"),
  ]
}
