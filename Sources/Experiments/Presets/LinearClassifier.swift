import Datasets
import Digests

/// A linear classifier of the raw pixels: the accuracy that a data set allows without attention.
///
/// Pixels in [-1, 1], one weight for each pixel and class, zeros at the start; the loss of the runs
/// beside it (sigmoid cross-entropy, summed over classes, mean over the batch), Adam at the runs'
/// peak rate of 3e-3 falling linearly to zero, batches of 32 in the data order of seed 0.
/// Arithmetic, square roots and the project's own exponential only, so that it gives the same bits
/// everywhere.
public struct LinearClassifier: Hashable, Sendable {
  public let data: DatasetIdentity
  /// Shown in training.
  public let images: Int
  /// The first so many of the test part.
  public let evaluationImages: Int

  public init(data: DatasetIdentity, images: Int, evaluationImages: Int) {
    self.data = data
    self.images = images
    self.evaluationImages = evaluationImages
  }

  /// The first 16 hexadecimal digits of the SHA-256 of its settings.
  public var id: String {
    let settings = """
      linear classifier, revision 1
      data.digest=\(data.digest)
      evaluationImages=\(evaluationImages)
      images=\(images)

      """
    return String(SHA256.hexadecimal(of: settings).prefix(16))
  }
}

extension Preset {
  /// The baseline that the preset's figures show, on as many images as the runs that decide claims see;
  /// as all runs, where none does.
  public var linearClassifier: LinearClassifier {
    let ofClaims = runs.filter { $0.panel == .claims }
    let compared = (ofClaims.isEmpty ? runs : ofClaims).map(\.specification)
    return LinearClassifier(
      data: data, images: compared.map(\.recipe.images).max() ?? 0,
      evaluationImages: compared.map(\.evaluationImages).max() ?? 0)
  }
}
