/// What a recipe of the paper is.
public struct PaperRecipe: Hashable, Sendable {
  public let dataset: String
  public let classes: Int
  public let epochs: Int
  /// The steps that the named configuration comes to; the paper's text says about 9e5.
  public let steps: String
  public let pooling: String
  public let beforeHead: String
  public let headBias: String
}

extension RecipeName {
  public var paper: PaperRecipe {
    switch self {
    case .i21k:
      PaperRecipe(
        dataset: "ImageNet-21k, scored on ImageNet-1k", classes: 21_843, epochs: 30,
        steps: "about 1.0e5 (image count recalled)", pooling: "mean", beforeHead: "nothing",
        headBias: "-10.0")
    case .i1k:
      PaperRecipe(
        dataset: "ImageNet-1k", classes: 1_000, epochs: 300, steps: "about 9.3e4",
        pooling: "class token", beforeHead: "dense layer with tanh", headBias: "-6.9")
    }
  }

  /// How a model's images are augmented, in words; nil where the configuration has no entry.
  public func augmentation(of model: PaperModel) -> String? {
    switch self {
    case .i21k:
      Self.strength(of: model).map { "crops and flips, RandAugment and mixup \($0)" }
    case .i1k:
      "crops and flips, RandAugment(2, 15), mixup \(model == .s32 ? "0.2" : "0.5")"
    }
  }

  /// Of RandAugment and mixup under `i21k`.
  private static func strength(of model: PaperModel) -> String? {
    switch model {
    case .s32: "none"
    case .s16, .b32, .b16: "light"
    case .l16: "medium"
    case .s8, .s4: nil
    }
  }
}
