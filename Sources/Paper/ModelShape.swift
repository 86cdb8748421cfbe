/// The sizes of a Vision Transformer, the paper's or one that stands for it.
public struct ModelShape: Hashable, Sendable {
  /// Pixels along one side of a patch.
  public var patch: Int
  public var width: Int
  /// Layers.
  public var depth: Int
  public var heads: Int

  public init(patch: Int, width: Int, depth: Int, heads: Int) {
    self.patch = patch
    self.width = width
    self.depth = depth
    self.heads = heads
  }

  public var headWidth: Int { width / heads }
}
