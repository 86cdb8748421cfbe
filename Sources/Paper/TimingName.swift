/// What one measurement of the timing laboratory is about: a step, or an operator, with an option and
/// without it. Presets, claims, `rectify time` and the files of records have its raw value.
public enum TimingName: String, CaseIterable, Codable, Sendable {
  /// The gate, in a training step.
  case gating
  /// The attention operator alone: softmax and every other h against ReLU.
  case attention
  /// The same in a whole training step.
  case attentionStep = "attention-step"
  /// Normalised queries and keys, in a training step.
  case qknorm
  /// The factor L^-1, in a training step.
  case scale
}

extension TimingName: CustomStringConvertible {
  public var description: String { rawValue }
}

extension TimingName {
  /// The models that are timed under the name. The one that is not in the paper is for the operator
  /// alone.
  public var models: [PaperModel] {
    self == .attention ? PaperModel.lengths : PaperModel.swept
  }

  /// What is compared, in the order in which it is interleaved.
  public var comparisons: [TimingID] {
    switch self {
    case .gating: [.gating]
    case .attention: TimingID.heldAgainstReLU.map(TimingID.attention)
    case .attentionStep: TimingID.heldAgainstReLU.map(TimingID.attentionStep)
    case .qknorm: [.qknorm]
    case .scale: [.scale]
    }
  }
}
