import Datasets
import Networks

/// Everything that can change a number of one training run, and nothing that cannot.
public struct RunSpecification: Hashable, Sendable {
  public var model: VisionTransformerConfiguration
  public var recipe: TrainingRecipe
  public var data: DatasetIdentity
  /// Test images that are evaluated: the first so many of the test part.
  public var evaluationImages: Int
  /// Other data sets whose 10-shot accuracy is reported, by ascending digest.
  public var transfer: [TransferSet] {
    didSet { transfer.sort { $0.digest < $1.digest } }
  }
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
    self.transfer = transfer.sorted { $0.digest < $1.digest }
    self.seed = seed
  }

  /// Why no run has such fields, in words that name them; nil where one may. Whatever is computed of
  /// a specification without one stays within the whole numbers.
  var defect: String? {
    if let defect = model.defect ?? recipe.defect { return defect }
    let most = TrainingRecipe.mostImages
    let counts = [data.trainingImages, data.testImages, evaluationImages]
    guard counts.allSatisfy({ (1...most).contains($0) }) else {
      return "data and evaluationImages must be of 1 to \(most) images"
    }
    let isTransfer = transfer.allSatisfy {
      (1...1 << 20).contains($0.classes) && (1...most).contains($0.testImages)
    }
    guard isTransfer, transfer.count <= 1 << 10 else {
      return "transfer must be of sets with a class and an image at least"
    }
    return nil
  }

  /// What people call the transfer sets, in ascending order.
  public var transferNames: [String] { transfer.map(\.name).sorted() }

  /// Images that pass through the finished model: the evaluated ones, and those of the transfer
  /// sets.
  public var imagesAfterTraining: Int {
    evaluationImages + transfer.reduce(0) { $0 + $1.images }
  }

  /// Floating-point operations of the whole run: 6 x the forward multiply-adds for each training
  /// image, 2 x for each that passes through the finished model.
  public var flops: Double {
    Double(model.forwardMultiplyAdds) * Double(6 * recipe.images + 2 * imagesAfterTraining)
  }

  /// Those of one training step.
  package var flopsPerStep: Double { 6 * Double(model.forwardMultiplyAdds) * Double(recipe.batch) }
}
