/// The shape and the options of one Vision Transformer: everything about the model that can change
/// a number.
///
/// Letters used in this module: B images in a batch, L tokens, D width, H heads, d head width
/// (D/H), M hidden width of the MLP (4 D), P length of a patch vector, C classes.
public struct VisionTransformerConfiguration: Hashable, Sendable {
  public enum PositionEmbedding: String, CaseIterable, Sendable {
    /// Fixed sines and cosines of the patch's column and row (big_vision's `sincos2d`).
    case sincos2d
    /// Learned, normal with standard deviation 1/sqrt(D) (the paper's configurations).
    case learned
  }
  public enum Pooling: String, CaseIterable, Sendable {
    /// Mean over tokens after the final norm (`gap`).
    case mean
    /// A zero-initialised class token in front (`tok`): L is one more.
    case classToken
  }
  /// The gated attention unit's extra D x D projection of the block's normalised input, multiplied
  /// element-wise with the joined heads before the output projection (paper, section 4, "gating").
  public enum Gate: String, CaseIterable, Sendable {
    case none
    case linear
    /// With the gated attention unit's own activation on the projection.
    case silu
  }

  /// Pixels.
  public var imageHeight: Int
  public var imageWidth: Int
  public var channels: Int
  /// Pixels along one side of a square patch.
  public var patch: Int
  /// D.
  public var width: Int
  public var depth: Int
  /// H; divides `width`.
  public var heads: Int
  /// C.
  public var classes: Int
  public var attention: AttentionKind
  /// LayerNorm of queries and keys over the head width: one learned scale shared by all heads, no
  /// bias, epsilon 1e-6 (flax's form).
  public var qkNorm: Bool
  public var gate: Gate
  public var positionEmbedding: PositionEmbedding
  public var pooling: Pooling
  /// A dense layer of width D with tanh before the head (the `i1k` configuration).
  public var preLogits: Bool

  public init(
    imageHeight: Int = 28, imageWidth: Int = 28, channels: Int = 1, patch: Int = 4,
    width: Int = 32, depth: Int = 4, heads: Int = 2, classes: Int = 10,
    attention: AttentionKind = .softmax, qkNorm: Bool = true, gate: Gate = .none,
    positionEmbedding: PositionEmbedding = .sincos2d, pooling: Pooling = .mean,
    preLogits: Bool = false
  ) {
    self.imageHeight = imageHeight
    self.imageWidth = imageWidth
    self.channels = channels
    self.patch = patch
    self.width = width
    self.depth = depth
    self.heads = heads
    self.classes = classes
    self.attention = attention
    self.qkNorm = qkNorm
    self.gate = gate
    self.positionEmbedding = positionEmbedding
    self.pooling = pooling
    self.preLogits = preLogits
  }

  /// P.
  public var patchVector: Int { patch * patch * channels }
  public var patches: Int { (imageHeight / patch) * (imageWidth / patch) }
  /// L, the number of keys: the patches, and the class token where there is one.
  public var tokens: Int { patches + (pooling == .classToken ? 1 : 0) }
  /// d.
  public var headWidth: Int { width / heads }
  /// M.
  public var hidden: Int { 4 * width }
  /// Floats of one image.
  public var pixels: Int { imageHeight * imageWidth * channels }

  /// Multiply-adds of one token in one layer's forward pass: 12 D^2 + 2 L D, D^2 more with a gate.
  /// The controls count as much as the model that they replace, so that every arm of a comparison
  /// has the same nominal cost.
  public var multiplyAddsPerTokenAndLayer: Int {
    12 * width * width + 2 * tokens * width + (gate == .none ? 0 : width * width)
  }

  /// Multiply-adds of one image's forward pass: all layers and the patch embedding, without the
  /// head.
  public var forwardMultiplyAdds: Int {
    tokens * depth * multiplyAddsPerTokenAndLayer + patches * patchVector * width
  }

  // Far beyond any model, and below what would leave the whole numbers somewhere.
  private static let largest = 1 << 26
  private static let largestDepth = 1 << 12
  /// Multiply-adds of one image's forward pass.
  private static let largestWork = 0x1p50

  /// The first defect of the shape, in words that name the field and the remedy; nil when the shape
  /// is valid.
  public var defect: String? {
    let numbers = [
      ("imageHeight", imageHeight), ("imageWidth", imageWidth), ("channels", channels),
      ("patch", patch), ("width", width), ("depth", depth), ("heads", heads), ("classes", classes),
    ]
    if let (name, number) = numbers.first(where: { $0.1 > Self.largest }) {
      return "\(name) \(number) is more than \(Self.largest); choose a smaller one"
    }
    if imageHeight < 1 || imageWidth < 1 || width < 1 {
      return "imageHeight, imageWidth and width must be at least 1"
    }
    if patch < 1 || imageHeight % patch != 0 || imageWidth % patch != 0 {
      return "patch \(patch) does not divide the image of \(imageHeight) x \(imageWidth) pixels; "
        + "choose a patch that does"
    }
    if heads < 1 || width % heads != 0 {
      return "heads \(heads) does not divide width \(width); choose a width that is a multiple"
    }
    if positionEmbedding == .sincos2d && (width % 4 != 0 || width < 8) {
      return "width \(width) is not a multiple of 4 and at least 8, which the sin-cos position "
        + "embedding needs; change width or use a learned embedding"
    }
    if depth < 1 || classes < 2 || channels < 1 {
      return "depth, channels and classes must be at least 1, 1 and 2"
    }
    // As `forwardMultiplyAdds`, where that may be beyond whole numbers.
    let (tokens, width) = (Double(tokens), Double(width))
    let pixels = Double(imageHeight) * Double(imageWidth) * Double(channels)
    let work = tokens * Double(depth) * (13 * width + 2 * tokens) * width + pixels * width
    if work > Self.largestWork || depth > Self.largestDepth {
      return "an image of \(imageHeight) x \(imageWidth) pixels in patches of \(patch) at width "
        + "\(self.width) and depth \(depth) is more work than any machine can do; choose a smaller model, "
        + "smaller images or larger patches"
    }
    return nil
  }
}
