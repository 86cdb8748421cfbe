import Networks
import Paper

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

extension PlannedRun {
  /// The fields that it has in place of what its model and recipe have, besides the length of training.
  func ownFields(_ scale: ModelScale) -> [SweepField] {
    guard let model = ScaledModel(model) else { return [] }
    var usual = specification
    let shape = model.shape(scale)
    usual.recipe = recipe.training(scale, images: usual.recipe.images)
    (usual.model.patch, usual.model.width) = (shape.patch, shape.width)
    (usual.model.depth, usual.model.heads) = (shape.depth, shape.heads)
    usual.model.positionEmbedding = scale.positionEmbedding
    usual.model.pooling = recipe.pooling
    return SweepField.allCases.filter {
      $0 != .epochs && $0.text(of: specification) != $0.text(of: usual)
    }
  }

  /// The same of a run of a sweep, in words that follow a comma, such as ", learningRate 0.001"; nothing
  /// for other runs.
  public var ownFieldsWords: String {
    guard panel == .sweep else { return "" }
    return ownFields(.ours).map { ", \($0.rawValue) \($0.text(of: specification))" }.joined()
  }
}
