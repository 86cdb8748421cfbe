import Networks

/// The paper's training configurations that ours speed up, by the names they have there.
public enum PaperRecipe: String, CaseIterable, Sendable {
  /// Mean pooling, nothing before the head: Figures 1, 3, 4 and the first row of Figure 2.
  case i21k
  /// A class token, so that L is one more, a dense layer with tanh before the head, and stronger
  /// augmentation: the second row of Figure 2. Of the augmentation, flips and shifts are what ours
  /// has; RandAugment in its random order and mixup are left out.
  case i1k

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
