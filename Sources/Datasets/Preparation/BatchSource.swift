import Randomness

/// The training batches of one run: a pure function of the data, the seed and the step.
///
/// Images are shown in an order that is a new random permutation each epoch. Arms that share a seed
/// share the order, and a run may go on at any step without replaying those before it.
public struct BatchSource: Sendable {
  private let part: DatasetPart
  private let height, width, channels: Int
  private let batch: Int
  private let seed: UInt64
  private let augmentation: ImageAugmentation
  /// The permutation in use; a batch that straddles two epochs needs both in turn.
  private var epoch: (number: Int, order: [Int])

  public init(dataset: Dataset, batch: Int, seed: UInt64, augmentation: ImageAugmentation) {
    part = dataset.training
    height = dataset.identity.height
    width = dataset.identity.width
    channels = dataset.identity.channels
    self.batch = batch
    self.seed = seed
    self.augmentation = augmentation
    epoch = (0, Self.order(epoch: 0, seed: seed, count: dataset.training.count))
  }

  /// Writes the batch of a step, counted from 0.
  ///
  /// - Parameters:
  ///   - images: [batch, height, width, channels], scaled to [-1, 1].
  ///   - labels: [batch].
  public mutating func fill(
    step: Int, images: UnsafeMutablePointer<Float>, labels: UnsafeMutablePointer<UInt8>
  ) {
    let pixels = height * width * channels
    for row in 0..<batch {
      let shown = shown(at: step * batch + row)
      labels[row] = part.labels[shown.index]
      let destination = images + row * pixels
      part.images.withUnsafeBufferPointer { source in
        let image = source.baseAddress! + shown.index * pixels
        switch augmentation {
        case .none: PixelScale.fill(destination, from: image, count: pixels)
        case .flipsAndShifts: fillAugmented(destination, from: image, as: shown)
        }
      }
    }
  }

  /// What is shown at a position, counted from the run's first image.
  ///
  /// The draws are keyed by the position, so that a run that goes on draws what it would have.
  public mutating func shown(at position: Int) -> ShownImage {
    var shown = ShownImage(index: index(at: position))
    if case .flipsAndShifts(let reach) = augmentation {
      var stream = RandomStream(seed: seed, name: "augmentation/image \(position)")
      shown.isFlipped = stream.uniform(below: 2) == 1
      shown.down = stream.uniform(below: 2 * reach + 1) - reach
      shown.right = stream.uniform(below: 2 * reach + 1) - reach
    }
    return shown
  }

  /// Which training image is shown at a position, counted from the run's first image.
  package mutating func index(at position: Int) -> Int {
    let number = position / part.count
    if number != epoch.number {
      epoch = (number, Self.order(epoch: number, seed: seed, count: part.count))
    }
    return epoch.order[position % part.count]
  }

  private static func order(epoch: Int, seed: UInt64, count: Int) -> [Int] {
    var stream = RandomStream(seed: seed, name: "data order/epoch \(epoch)")
    return stream.permutation(of: count)
  }

  private func fillAugmented(
    _ destination: UnsafeMutablePointer<Float>, from image: UnsafePointer<UInt8>,
    as shown: ShownImage
  ) {
    for y in 0..<height {
      for x in 0..<width {
        let sourceY = y - shown.down
        let shiftedX = x - shown.right
        let inside = (0..<height).contains(sourceY) && (0..<width).contains(shiftedX)
        let sourceX = shown.isFlipped ? width - 1 - shiftedX : shiftedX
        for channel in 0..<channels {
          destination[(y * width + x) * channels + channel] =
            PixelScale.value(
              inside ? image[(sourceY * width + sourceX) * channels + channel] : 0)
        }
      }
    }
  }
}
