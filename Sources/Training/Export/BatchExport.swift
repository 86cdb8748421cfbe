import Datasets
import Experiments
import Foundation

/// What a run shows at each position, as files with which another program trains the same run.
public struct BatchExport: Sendable {
  /// int32 [steps, batch], npy: the index of each image in the training part, counted from 0 in the
  /// order in which the data set's files are read. Of a set that came without a test part, in the
  /// order of what is left for training.
  public let order: Data
  /// int32 [steps, batch, 3], npy: 1 for an image that is mirrored left to right, and then the pixels
  /// by which it is shifted down and right, with black moving in; nil where the recipe does not
  /// augment.
  public let augmentation: Data?
}

extension Replay {
  public var batches: BatchExport {
    let recipe = run.specification.recipe
    let shown = shownImages
    let order = NPYFile.encoded(
      shown.map { Int32($0.index) }, shape: [recipe.steps, recipe.batch])
    guard recipe.augmentation != .none else { return BatchExport(order: order, augmentation: nil) }
    let drawn = shown.flatMap { image -> [Int32] in
      [image.isFlipped ? 1 : 0, Int32(image.down), Int32(image.right)]
    }
    return BatchExport(
      order: order,
      augmentation: NPYFile.encoded(drawn, shape: [recipe.steps, recipe.batch, 3]))
  }
}
