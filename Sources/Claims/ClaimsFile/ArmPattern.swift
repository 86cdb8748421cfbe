import Networks

/// An arm as the claims file writes it: `softmax`, `relu@1`, `h@0`, `h@1 gated`, `h@1 gated (silu)`,
/// `h@1 without qk-layernorm`; `h` stands for the cell's own function.
public struct ArmPattern: Hashable, Sendable {
  private let name: String
  private let alpha: LengthExponent?
  private let gate: VisionTransformerConfiguration.Gate
  private let qkNorm: Bool

  /// Nil when the text is not of the forms above or names an unknown kind of attention.
  public init?(_ text: String) {
    var rest = Substring(text)
    var gate = VisionTransformerConfiguration.Gate.none
    var qkNorm = true
    if rest.hasSuffix(" without qk-layernorm") {
      qkNorm = false
      rest = rest.dropLast(" without qk-layernorm".count)
    }
    for (suffix, form) in [
      (" gated", VisionTransformerConfiguration.Gate.linear), (" gated (silu)", .silu),
    ] where rest.hasSuffix(suffix) {
      gate = form
      rest = rest.dropLast(suffix.count)
    }
    let parts = rest.split(separator: "@", omittingEmptySubsequences: false)
    guard let name = parts.first, parts.count <= 2 else { return nil }
    var alpha: LengthExponent?
    if parts.count == 2 {
      guard let value = Double(parts[1]), (0...10).contains(value) else { return nil }
      alpha = LengthExponent(value)
    }
    let known =
      name == "h"
      ? alpha != nil : AttentionKind(name: String(name), alpha: alpha) != nil
    guard known else { return nil }
    self.name = String(name)
    self.alpha = alpha
    self.gate = gate
    self.qkNorm = qkNorm
  }

  public var needsFunction: Bool { name == "h" }

  /// The arm of a cell whose function is `h`; nil when the pattern needs one and there is none.
  public func arm(of h: Pointwise?) -> Arm? {
    guard let name = needsFunction ? h?.rawValue : name,
      let attention = AttentionKind(name: name, alpha: alpha)
    else { return nil }
    return Arm(attention, gate: gate, qkNorm: qkNorm)
  }
}

/// One difference of two arms, `h` standing for the cell's own.
public struct ArmPair: Hashable, Sendable {
  public let arm: ArmPattern
  public let against: ArmPattern
}
