/// A linear classifier of the raw pixels, trained on as many images as the runs beside it: the
/// baseline that every figure shows.
public struct LinearClassifierResult: Hashable, Codable, Sendable {
  public var schemaVersion: Int
  public var id: String
  public var dataDigest: String
  public var images: Int
  public var correct: Int
  public var evaluated: Int
  /// In [0, 1].
  public var accuracy: Double

  public init(
    schemaVersion: Int = 1, id: String, dataDigest: String, images: Int, correct: Int,
    evaluated: Int, accuracy: Double
  ) {
    self.schemaVersion = schemaVersion
    self.id = id
    self.dataDigest = dataDigest
    self.images = images
    self.correct = correct
    self.evaluated = evaluated
    self.accuracy = accuracy
  }
}
