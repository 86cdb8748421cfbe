import Glibc

/// Where values lie along an axis.
public struct Scale: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case linear
    /// Equal ratios are equally long; all values must be positive.
    case logarithmic
  }

  public var kind: Kind
  /// The values at the two ends of the axis.
  public var domain: ClosedRange<Double>

  public init(kind: Kind, domain: ClosedRange<Double>) {
    self.kind = kind
    self.domain = domain
  }

  /// The scale that shows all `values` (finite; positive on a logarithmic one), with a margin of
  /// `padding` of the axis at either end. One value, or none, gets some room around it.
  public static func fitting(
    _ values: [Double], kind: Kind = .linear, padding: Double = 0.05
  ) -> Scale {
    let fallback: Double = kind == .linear ? 0 : 1
    let (low, high) = (values.min() ?? fallback, values.max() ?? fallback)
    switch kind {
    case .linear:
      // Below a millionth of the values' size a span is rounding, and ticks would all read alike.
      let size = max(low.magnitude, high.magnitude)
      let isFlat = high - low <= size * 1e-6
      let margin = isFlat ? (size == 0 ? 1 : size * 0.05) : (high - low) * padding
      return Scale(kind: kind, domain: low - margin...high + margin)
    case .logarithmic:
      let ratio = high / low
      let margin = ratio <= 1 + 1e-6 ? 2 : pow(ratio, padding)
      return Scale(kind: kind, domain: low / margin...high * margin)
    }
  }

  /// Whether the axis has a place for `value`: a logarithmic one has none for zero and below.
  func holds(_ value: Double) -> Bool { kind == .linear || value > 0 }

  /// 0 at the domain's lower end, 1 at its upper end.
  public func fraction(of value: Double) -> Double {
    let (low, high) = (domain.lowerBound, domain.upperBound)
    switch kind {
    case .linear: return (value - low) / (high - low)
    case .logarithmic: return log(value / low) / log(high / low)
    }
  }
}
