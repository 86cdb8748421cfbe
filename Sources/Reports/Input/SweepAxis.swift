import Claims
import Experiments

/// A number that runs may differ in, and that the figure `sweep` shows them over. Its name is the field's
/// in a preset's file.
public enum SweepAxis: String, CaseIterable, Sendable {
  case learningRate, weightDecay, warmUp, batch, images, epochs
  case width, depth, heads, patch, alpha

  /// The field that a sweep sets; nil for what belongs to the arm.
  var field: SweepField? { SweepField(rawValue: rawValue) }

  /// Where a cell stands; nil where it has no such number.
  func value(of cell: Cell) -> Double? {
    field.map { Double($0.text(of: cell.specification))! } ?? cell.key.arm.attention.alpha?.value
  }

  /// Of the figure's horizontal axis.
  var title: String {
    switch self {
    case .learningRate: "Peak learning rate"
    case .weightDecay: "Weight decay"
    case .warmUp: "Warm-up, share of the steps"
    case .batch: "Batch, images"
    case .images: "Images shown in training"
    case .epochs: "Passes over the training images"
    case .width: "Width"
    case .depth: "Depth, layers"
    case .heads: "Heads"
    case .patch: "Side of a patch, pixels"
    case .alpha: "Exponent α in L^{−α} h(q·k / √d)"
    }
  }

  /// As a sentence has it.
  var words: String {
    switch self {
    case .learningRate: "peak learning rate"
    case .weightDecay: "weight decay"
    case .warmUp: "share of warm-up"
    case .batch: "batch"
    case .images: "number of images shown"
    case .epochs: "number of passes"
    case .width: "width"
    case .depth: "depth"
    case .heads: "number of heads"
    case .patch: "patch"
    case .alpha: "exponent α"
    }
  }
}
