import Kernels

public typealias Pointwise = Kernels.Pointwise

/// How attention weights are made from the scaled logits q.k / sqrt(d) (paper, section 3), and the
/// two controls that the attention effect is measured with.
public enum AttentionKind: Hashable, Sendable {
  case softmax
  /// L^-alpha h(q.k / sqrt(d)); L is the number of keys. ReLU-attention is `.relu` at alpha = 1.
  case pointwise(Pointwise, alpha: LengthExponent)
  /// Control: every weight is 1/L; queries and keys are unused.
  case uniform
  /// Control: the attention branch adds only its output bias; tokens do not interact before the
  /// pooling.
  case none

  /// The name used in plans, presets and records: `softmax`, `uniform`, `none`, or that of h.
  public var name: String {
    switch self {
    case .softmax: "softmax"
    case .pointwise(let h, _): h.rawValue
    case .uniform: "uniform"
    case .none: "none"
    }
  }

  public var alpha: LengthExponent? {
    if case .pointwise(_, let alpha) = self { alpha } else { nil }
  }

  /// Every name that `init(name:alpha:)` accepts.
  public static let names = ["softmax", "uniform", "none"] + Pointwise.allCases.map(\.rawValue)

  /// Nil when the name is unknown, when a pointwise h comes without alpha, or another kind with
  /// one.
  public init?(name: String, alpha: LengthExponent?) {
    switch (name, Pointwise(rawValue: name), alpha) {
    case ("softmax", _, nil): self = .softmax
    case ("uniform", _, nil): self = .uniform
    case ("none", _, nil): self = .none
    case (_, let h?, let alpha?): self = .pointwise(h, alpha: alpha)
    default: return nil
    }
  }

  /// Whether the weights depend on queries and keys.
  public var usesLogits: Bool { weights != nil }

  /// How the kernels make weights of logits; nil for the controls, which have none.
  var weights: AttentionWeights? {
    switch self {
    case .softmax: .softmax
    case .pointwise(let h, _): .pointwise(h)
    case .uniform, .none: nil
    }
  }
}
