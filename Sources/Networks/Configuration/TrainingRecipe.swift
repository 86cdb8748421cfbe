/// How a model is trained: everything that can change a number, besides model, data and seed.
///
/// The defaults are this project's fast recipe; the deviation ledger compares each with the
/// paper's.
public struct TrainingRecipe: Hashable, Sendable {
  public enum Augmentation: String, CaseIterable, Sendable {
    case none
    /// Horizontal flips with probability one half, and shifts by up to two pixels in each direction
    /// with zeros at the edges, drawn anew each time that an image is shown.
    case flipsAndShifts
  }

  /// Images shown in training; a whole number of batches.
  public var images: Int
  public var batch: Int
  /// Parts that a batch is cut into; gradients are summed over them in a fixed order, so the count
  /// is part of a run's identity and the number of threads is not.
  public var shards: Int
  /// Peak learning rate, as a decimal so that it is exact in files and in identities.
  public var learningRate: DecimalNumber
  /// Multiplied with the schedule but not with the learning rate, on kernels only:
  /// w -= schedule(t) * (learningRate * adam + weightDecay * w).
  public var weightDecay: DecimalNumber
  /// Largest global norm of the gradient.
  public var clipNorm: DecimalNumber
  /// Fraction of the steps, in hundredths, over which the rate rises linearly; a half cosine to
  /// zero follows.
  public var warmUpHundredths: Int
  public var augmentation: Augmentation

  public init(
    images: Int, batch: Int = 32, shards: Int = 8, learningRate: DecimalNumber = "0.003",
    weightDecay: DecimalNumber = "0.0001", clipNorm: DecimalNumber = "1",
    warmUpHundredths: Int = 10, augmentation: Augmentation = .none
  ) {
    self.images = images
    self.batch = batch
    self.shards = shards
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.clipNorm = clipNorm
    self.warmUpHundredths = warmUpHundredths
    self.augmentation = augmentation
  }

  public var steps: Int { images / batch }

  /// The first defect, in words that name the field; nil when the recipe is valid.
  public var defect: String? {
    if batch < 1 || shards < 1 { return "batch and shards must be at least 1" }
    if images < batch || images % batch != 0 { return "images must be whole batches" }
    if images > Self.mostImages || batch > Self.mostImages || shards > Self.mostImages {
      return "images, batch and shards must be at most \(Self.mostImages)"
    }
    if !(0...100).contains(warmUpHundredths) { return "warmUpHundredths must be from 0 to 100" }
    return nil
  }

  /// Far beyond any training, and below what would leave the whole numbers somewhere.
  public static let mostImages = 1 << 40
}
