import Networks

/// What a sweep of a preset may set besides the model and the recipe that it names. A list of values
/// makes a cross with the others.
public enum SweepField: String, CaseIterable, Sendable {
  /// Shown in training.
  case images
  /// The same in passes over the training images.
  case epochs
  case batch
  /// The peak.
  case learningRate
  /// Not multiplied by the learning rate.
  case weightDecay
  /// Share of the steps.
  case warmUp
  case augmentation
  case width, depth, heads, patch, positionEmbedding, pooling
}

extension SweepField {
  /// Those of the model's shape, which have to fit each other and the images.
  static let shape: [SweepField] = [.patch, .heads, .width, .depth, .positionEmbedding, .pooling]

  /// What a run has of it, as a preset's file says it.
  public func text(of specification: RunSpecification) -> String {
    let (model, recipe) = (specification.model, specification.recipe)
    return switch self {
    case .images: "\(recipe.images)"
    case .epochs: "\(Double(recipe.images) / Double(specification.data.trainingImages))"
    case .batch: "\(recipe.batch)"
    case .learningRate: recipe.learningRate.text
    case .weightDecay: recipe.weightDecay.text
    case .warmUp: "\(Double(recipe.warmUpHundredths) / 100)"
    case .augmentation: recipe.augmentation.rawValue
    case .width: "\(model.width)"
    case .depth: "\(model.depth)"
    case .heads: "\(model.heads)"
    case .patch: "\(model.patch)"
    case .positionEmbedding: model.positionEmbedding.rawValue
    case .pooling: model.pooling.rawValue
    }
  }
}
