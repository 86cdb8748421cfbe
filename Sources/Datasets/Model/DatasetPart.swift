/// Images with their labels, as the files hold them.
public struct DatasetPart: Hashable, Sendable {
  /// [n, height, width, channels].
  public var images: [UInt8]
  /// [n]; each below the number of classes.
  public var labels: [UInt8]

  public init(images: [UInt8], labels: [UInt8]) {
    self.images = images
    self.labels = labels
  }

  public var count: Int { labels.count }
}
