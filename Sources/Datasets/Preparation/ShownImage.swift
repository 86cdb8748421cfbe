/// One training image as a step shows it: which one it is, and what the augmentation drew for it.
public struct ShownImage: Hashable, Sendable {
  /// In the training part, counted from 0 in the order in which the data set's files are read.
  public var index: Int
  /// Whether left and right are exchanged, before the shift.
  public var isFlipped = false
  /// Pixels by which the image is shifted; black moves in.
  public var down = 0
  public var right = 0
}
