import Foundation

/// What was fixed before the data: the margin of a claim.
public enum Margin: Hashable, Sendable {
  case none
  /// A fraction of the difference that `Claim.referenceEffect` names.
  case fraction(Double)
  /// Exponents that count as close to the published one.
  case window(ClosedRange<Double>)
  /// How many times over or under the published number still agrees.
  case factor(Double)
  case range(ClosedRange<Double>)

  /// The one number that tables and JSON show: the fraction, the half-width of the window, the factor
  /// or the upper end of the range; nil without a margin.
  public var number: Double? {
    switch self {
    case .none: nil
    case .fraction(let value), .factor(let value): value
    case .window(let window): (window.upperBound - window.lowerBound) / 2
    case .range(let range): range.upperBound
    }
  }
}

extension Margin {
  /// Such as "0.20 of the worth"; two margins that differ have different words.
  public var words: String {
    switch self {
    case .none: "none"
    case .fraction(let fraction): "\(Self.exact(fraction, places: 2)) of the worth"
    case .window(let window): Self.words(window, places: 2)
    case .factor(let factor): "within a factor of \(Self.exact(factor, places: 1))"
    case .range(let range): Self.words(range, places: 1)
    }
  }

  private static func words(_ range: ClosedRange<Double>, places: Int) -> String {
    "\(exact(range.lowerBound, places: places)) to \(exact(range.upperBound, places: places))"
  }

  /// With so many decimals, or as many more as it takes to read the same number back.
  private static func exact(_ value: Double, places: Int) -> String {
    let texts = (places...17).lazy.map { String(format: "%.\($0)f", value) }
    return texts.first { Double($0) == value } ?? "\(value)"
  }
}
