import Paper

/// One of the paper's models with the smaller one that stands for it here.
///
/// Ours keep the sequence length at 28 x 28 pixels (a patch of 4 there has the place of one of 32),
/// one head width, the ratio of the depths 12 : 12 : 24, and nearly that of the widths
/// 384 : 768 : 1024.
public struct ScaledModel: Hashable, Sendable {
  public let model: PaperModel
  public let ours: ModelShape
  public var paper: ModelShape { model.shape }

  /// In the paper's order.
  public static let all = PaperModel.allCases.compactMap(ScaledModel.init)

  /// Nil for a model that the paper does not train: none stands for it.
  public init?(_ model: PaperModel) {
    self.model = model
    switch model {
    case .s32: ours = ModelShape(patch: 4, width: 32, depth: 4, heads: 2)
    case .s16: ours = ModelShape(patch: 2, width: 32, depth: 4, heads: 2)
    case .s8: ours = ModelShape(patch: 1, width: 32, depth: 4, heads: 2)
    case .s4: return nil
    case .b32: ours = ModelShape(patch: 4, width: 64, depth: 4, heads: 4)
    case .b16: ours = ModelShape(patch: 2, width: 64, depth: 4, heads: 4)
    case .l16: ours = ModelShape(patch: 2, width: 96, depth: 8, heads: 6)
    }
  }

  public func shape(_ scale: ModelScale) -> ModelShape {
    switch scale {
    case .ours: ours
    case .paper: paper
    }
  }
}
