import Networks

/// How large a preset's models and trainings are.
public enum ModelScale: String, CaseIterable, Sendable {
  /// Small models and the project's fast recipe.
  case ours
  /// The paper's own shapes, batch, learning rate and position embedding.
  case paper
}

extension ModelScale {
  var positionEmbedding: VisionTransformerConfiguration.PositionEmbedding {
    switch self {
    case .ours: .sincos2d
    case .paper: .learned
    }
  }
}
