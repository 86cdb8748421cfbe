/// How training images are changed as they are shown.
public enum ImageAugmentation: Hashable, Sendable {
  case none
  /// A horizontal flip with probability one half, and a shift by up to so many pixels each way, in
  /// both directions independently; black moves in.
  case flipsAndShifts(pixels: Int)
}
