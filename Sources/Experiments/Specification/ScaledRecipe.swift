import Networks
import Paper

/// The paper's training configurations as ours speed them up.
///
/// Of the stronger augmentation of `i1k`, flips and shifts are what ours has; RandAugment in its
/// random order and mixup are left out.
extension RecipeName {
  var pooling: VisionTransformerConfiguration.Pooling {
    switch self {
    case .i21k: .mean
    case .i1k: .classToken
    }
  }

  var preLogits: Bool { self == .i1k }

  /// How a model is trained on so many images.
  func training(_ scale: ModelScale, images: Int) -> TrainingRecipe {
    switch scale {
    case .ours:
      TrainingRecipe(images: images, augmentation: self == .i1k ? .flipsAndShifts : .none)
    case .paper:
      // 10,000 steps of warm-up are a tenth of the paper's training; both recipes crop and flip.
      TrainingRecipe(
        images: images, batch: 4096, learningRate: "0.001", augmentation: .flipsAndShifts)
    }
  }
}
