/// What was fixed before the data: the margin of a claim. Margins are compared by value.
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

/// As a store keeps it: the kind beside its numbers, such as {"kind": "fraction", "value": 0.2} or
/// {"kind": "window", "low": 0.75, "high": 1.25}.
extension Margin: Codable {
  private enum Kind: String, Codable { case none, fraction, window, factor, range }
  private enum Key: String, CodingKey { case kind, value, low, high }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    func put(_ kind: Kind, _ range: ClosedRange<Double>) throws {
      try container.encode(kind, forKey: .kind)
      try container.encode(range.lowerBound, forKey: .low)
      try container.encode(range.upperBound, forKey: .high)
    }
    func put(_ kind: Kind, _ value: Double) throws {
      try container.encode(kind, forKey: .kind)
      try container.encode(value, forKey: .value)
    }
    switch self {
    case .none: try container.encode(Kind.none, forKey: .kind)
    case .fraction(let value): try put(.fraction, value)
    case .window(let window): try put(.window, window)
    case .factor(let value): try put(.factor, value)
    case .range(let range): try put(.range, range)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func value() throws -> Double { try container.decode(Double.self, forKey: .value) }
    func range() throws -> ClosedRange<Double> {
      let low = try container.decode(Double.self, forKey: .low)
      let high = try container.decode(Double.self, forKey: .high)
      guard low < high else {
        throw DecodingError.dataCorruptedError(
          forKey: .high, in: container, debugDescription: "a margin's ends are not in order")
      }
      return low...high
    }
    switch try container.decode(Kind.self, forKey: .kind) {
    case .none: self = .none
    case .fraction: self = .fraction(try value())
    case .window: self = .window(try range())
    case .factor: self = .factor(try value())
    case .range: self = .range(try range())
    }
  }
}
