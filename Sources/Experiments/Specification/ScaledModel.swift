import Networks

/// One of the paper's models and the smaller one that stands for it here.
///
/// The paper's shapes are those of big_vision's models/vit.py at 224 x 224 pixels. Ours keep the
/// sequence length at 28 x 28 pixels (a patch of 4 there has the place of one of 32), one head
/// width, the ratio of the depths 12 : 12 : 24, and nearly that of the widths 384 : 768 : 1024.
public struct ScaledModel: Hashable, Sendable {
  public struct Shape: Hashable, Sendable {
    /// Pixels along one side of a patch.
    public var patch: Int
    public var width: Int
    public var depth: Int
    public var heads: Int
    public var headWidth: Int { width / heads }
  }

  /// The paper's name, such as "S/32".
  public let name: String
  public let paper: Shape
  public let ours: Shape

  public static let all = [
    ScaledModel(
      name: "S/32", paper: Shape(patch: 32, width: 384, depth: 12, heads: 6),
      ours: Shape(patch: 4, width: 32, depth: 4, heads: 2)),
    ScaledModel(
      name: "S/16", paper: Shape(patch: 16, width: 384, depth: 12, heads: 6),
      ours: Shape(patch: 2, width: 32, depth: 4, heads: 2)),
    ScaledModel(
      name: "S/8", paper: Shape(patch: 8, width: 384, depth: 12, heads: 6),
      ours: Shape(patch: 1, width: 32, depth: 4, heads: 2)),
    ScaledModel(
      name: "B/32", paper: Shape(patch: 32, width: 768, depth: 12, heads: 12),
      ours: Shape(patch: 4, width: 64, depth: 4, heads: 4)),
    ScaledModel(
      name: "B/16", paper: Shape(patch: 16, width: 768, depth: 12, heads: 12),
      ours: Shape(patch: 2, width: 64, depth: 4, heads: 4)),
    ScaledModel(
      name: "L/16", paper: Shape(patch: 16, width: 1024, depth: 24, heads: 16),
      ours: Shape(patch: 2, width: 96, depth: 8, heads: 6)),
  ]

  public static func named(_ name: String) -> ScaledModel? { all.first { $0.name == name } }

  public func shape(_ scale: ModelScale) -> Shape {
    switch scale {
    case .ours: ours
    case .paper: paper
    }
  }
}
