import Digests

/// A training and a test part of labelled images, with the identity that runs carry.
public struct Dataset: Hashable, Sendable {
  public let identity: DatasetIdentity
  public let training: DatasetPart
  public let test: DatasetPart

  /// - Precondition: the parts hold as many images of the given size as labels, and every label is
  ///   below `classes`.
  public init(
    training: DatasetPart, test: DatasetPart, classes: Int, height: Int, width: Int,
    channels: Int, origin: DatasetIdentity.Origin = .files
  ) {
    let pixels = height * width * channels
    precondition(training.images.count == training.count * pixels)
    precondition(test.images.count == test.count * pixels)
    precondition(
      training.labels.allSatisfy { $0 < classes } && test.labels.allSatisfy { $0 < classes })
    self.training = training
    self.test = test
    identity = DatasetIdentity(
      digest: Self.digest(of: [training, test], height: height, width: width, channels: channels),
      trainingImages: training.count, testImages: test.count, classes: classes, height: height,
      width: width, channels: channels, origin: origin)
  }

  /// SHA-256 over, for the training part and then the test part, one line with the four sizes
  /// ("60000 28 28 1" and a line feed, in ASCII), the images' bytes, and the labels' bytes.
  static func digest(
    of parts: [DatasetPart], height: Int, width: Int, channels: Int
  ) -> String {
    var hash = SHA256()
    for part in parts {
      hash.update("\(part.count) \(height) \(width) \(channels)\n")
      part.images.withUnsafeBytes { hash.update($0) }
      part.labels.withUnsafeBytes { hash.update($0) }
    }
    return Hexadecimal.text(hash.finish())
  }
}
