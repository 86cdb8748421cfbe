/// What a run's identity holds of its data: enough to tell two data sets apart without having them.
///
/// Data are known by their digest. What a folder is called is no part of it, so that a folder may be
/// renamed or linked to.
public struct DatasetIdentity: Sendable {
  /// Where a set comes from, as far as its digest does not say.
  public enum Origin: Hashable, Sendable {
    /// Read from files, or shipped with the project.
    case files
    /// Made by a program, for tests: no report may show it without saying so.
    case program
    /// Only described, in a preset that says what data it is for. Nobody has looked at them, so they
    /// have no digest.
    case preset(name: String)
  }

  /// SHA-256, in hexadecimal, over the decoded images and labels of both parts.
  public var digest: String
  public var trainingImages: Int
  public var testImages: Int
  public var classes: Int
  /// Pixels.
  public var height: Int
  public var width: Int
  public var channels: Int
  /// Does not tell sets apart: two with one digest are equal, wherever they come from.
  public var origin: Origin

  public init(
    digest: String, trainingImages: Int, testImages: Int, classes: Int, height: Int, width: Int,
    channels: Int, origin: Origin = .files
  ) {
    self.digest = digest
    self.trainingImages = trainingImages
    self.testImages = testImages
    self.classes = classes
    self.height = height
    self.width = width
    self.channels = channels
    self.origin = origin
  }
}

extension DatasetIdentity: Hashable {
  /// Everything but the origin.
  public static func == (left: Self, right: Self) -> Bool {
    left.digest == right.digest && left.sizes == right.sizes
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(digest)
    hasher.combine(sizes)
  }

  private var sizes: [Int] { [trainingImages, testImages, classes, height, width, channels] }
}
