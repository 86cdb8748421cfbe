import Networks

/// One way of making attention, as the arms of a comparison differ: everything else is shared.
public struct Arm: Hashable, Comparable, Sendable {
  public let attention: AttentionKind
  public let gate: VisionTransformerConfiguration.Gate
  public let qkNorm: Bool

  public init(
    _ attention: AttentionKind, gate: VisionTransformerConfiguration.Gate = .none,
    qkNorm: Bool = true
  ) {
    self.attention = attention
    self.gate = gate
    self.qkNorm = qkNorm
  }

  public init(_ model: VisionTransformerConfiguration) {
    self.init(model.attention, gate: model.gate, qkNorm: model.qkNorm)
  }

  /// In words, such as "relu at alpha 0.5, gated".
  public var label: String {
    var text = attention.name
    if let alpha = attention.alpha { text += " at alpha \(alpha.words)" }
    switch gate {
    case .none: break
    case .linear: text += ", gated"
    case .silu: text += ", gated (silu)"
    }
    if !qkNorm { text += ", without qk-layernorm" }
    return text
  }

  public static func < (left: Self, right: Self) -> Bool { left.label < right.label }
}

extension LengthExponent {
  /// Without needless digits: 0, 0.5, 0.75, 1.
  package var words: String {
    hundredths % 100 == 0 ? "\(hundredths / 100)" : "\(value)"
  }
}
