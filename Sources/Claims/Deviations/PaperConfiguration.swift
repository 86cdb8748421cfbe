/// What the paper trained, as data: its text, and the configurations of big_vision that it names.
/// Where a fact is recalled and was not read there, it says so. The models' shapes stand in
/// `ScaledModel`.
enum PaperConfiguration {
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
  /// Recalled: the validation part of ImageNet-1k.
  static let testImages = 50_000
  static let transferSets = [
    "Caltech Birds", "Caltech-101", "Stanford Cars", "CIFAR-100", "DTD", "ColHist", "Pets",
    "UC Merced",
  ]
  /// Figure 1's models; Figures 2 to 4 show the S models, in patches of 32, 16 and 8.
  static let models = ["S/32", "S/16", "S/8", "B/32", "B/16", "L/16"]

  /// Strength of RandAugment and mixup under the recipe `i21k`; the configuration has no entry for S/8.
  static let augmentations = [
    "S/32": "none", "S/16": "light", "B/32": "light", "B/16": "light", "L/16": "medium",
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
