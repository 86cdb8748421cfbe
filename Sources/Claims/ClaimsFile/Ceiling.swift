/// The strongest comparison that may be made, from the weakest up.
public enum Ceiling: String, CaseIterable, Comparable, Codable, Sendable {
  case sign
  case orderAndShape = "order and shape"
  case ratio
  case absoluteValue = "absolute value"

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
