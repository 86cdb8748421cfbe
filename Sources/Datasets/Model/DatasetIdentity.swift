/// What a run's identity holds of its data: enough to tell two data sets apart without having them.
public struct DatasetIdentity: Hashable, Sendable {
  /// A name for people, such as `fashion-mnist`.
  public var name: String
  /// SHA-256, in hexadecimal, over the decoded images and labels of both parts.
  public var digest: String
  public var trainingImages: Int
  public var testImages: Int
  public var classes: Int
  /// Pixels.
  public var height: Int
  public var width: Int
  public var channels: Int

  public init(
    name: String, digest: String, trainingImages: Int, testImages: Int, classes: Int,
    height: Int, width: Int, channels: Int
  ) {
    self.name = name
    self.digest = digest
    self.trainingImages = trainingImages
    self.testImages = testImages
    self.classes = classes
    self.height = height
    self.width = width
    self.channels = channels
  }
}
