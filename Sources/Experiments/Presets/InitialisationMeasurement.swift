import Datasets
import Networks
import Paper

/// The measurement of mean attention weights before training, for softmax and each L^-1 h, with
/// qk-layernorm and without, in our stand-in for the paper's S, at lengths L from that of S/32 on.
///
/// All lengths see the same images: each is enlarged to twice its side by repeating pixels, and cut
/// into patches of 8, 4, 2 and 1. At 28 x 28 pixels L is 49, 196, 784 and 3136.
public struct InitialisationMeasurement: Hashable, Sendable {
  public let data: DatasetIdentity
  /// Seeds 0, 1 and so on: of the initial weights, and of which training images are used.
  public let seeds: Int

  /// Images of each seed.
  package static let images = 1
  /// Longer sequences are left out: their cost grows with the square.
  static let longest = 4096

  package static let enlargement = 2
  /// Pixels along one side of an image here for which the patches below give the paper's lengths.
  private static let side = 28 * enlargement
  private static let patches = PaperModel.lengths.map {
    $0.shape.patch * side / PaperModel.imageSize
  }
  package static let attentions: [AttentionKind] =
    [.softmax] + Pointwise.allCases.map { .pointwise($0, alpha: LengthExponent(1)) }

  public init(data: DatasetIdentity, seeds: Int) {
    self.data = data
    self.seeds = seeds
  }

  /// Where the result is filed: one for each number of seeds.
  public var key: RunStore.MeasurementKey {
    .initialisation(dataDigest: data.digest, seeds: seeds)
  }

  /// Why images of this size cannot be measured, with the remedy; nil where they can.
  public var defect: String? {
    models(.softmax, qkNorm: true).lazy.compactMap(\.defect).first
  }

  /// L, ascending.
  public var lengths: [Int] { models(.softmax, qkNorm: true).map(\.tokens) }

  /// Shortest first.
  package func models(
    _ attention: AttentionKind, qkNorm: Bool
  ) -> [VisionTransformerConfiguration] {
    let shape = ScaledModel.all[0].ours
    return Self.patches.map { patch in
      VisionTransformerConfiguration(
        imageHeight: data.height * Self.enlargement, imageWidth: data.width * Self.enlargement,
        channels: data.channels, patch: patch, width: shape.width, depth: shape.depth,
        heads: shape.heads, classes: data.classes, attention: attention, qkNorm: qkNorm)
    }.filter { $0.tokens <= Self.longest }
  }
}
