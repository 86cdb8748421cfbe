import Datasets
import Networks

/// Everything that can change a number of one training run, and nothing that cannot.
public struct RunSpecification: Hashable, Sendable {
  public var model: VisionTransformerConfiguration
  public var recipe: TrainingRecipe
  public var data: DatasetIdentity
  /// Test images that are evaluated: the first so many of the test part.
  public var evaluationImages: Int
  /// Other data sets whose 10-shot accuracy is reported, by ascending name.
  public var transfer: [TransferSet]
  /// Sets initial weights, data order and augmentation; runs that share it are paired.
  public var seed: UInt64

  public init(
    model: VisionTransformerConfiguration, recipe: TrainingRecipe, data: DatasetIdentity,
    evaluationImages: Int, transfer: [TransferSet] = [], seed: UInt64
  ) {
    self.model = model
    self.recipe = recipe
    self.data = data
    self.evaluationImages = evaluationImages
    self.transfer = transfer.sorted { $0.name < $1.name }
    self.seed = seed
  }

  /// Floating-point operations of the whole run: 6 x the forward multiply-adds for each training
  /// image, 2 x for each evaluated one.
  public var flops: Double {
    Double(model.forwardMultiplyAdds) * Double(6 * recipe.images + 2 * evaluationImages)
  }
}
