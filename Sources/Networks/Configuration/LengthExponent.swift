/// The exponent alpha in L^-alpha, held in hundredths so that it is exact in files and in
/// identities.
public struct LengthExponent: Hashable, Comparable, Sendable {
  public var hundredths: Int

  public init(hundredths: Int) { self.hundredths = hundredths }

  /// The nearest hundredth to `value`.
  public init(_ value: Double) { hundredths = Int((value * 100).rounded()) }

  public var value: Double { Double(hundredths) / 100 }

  public static func < (left: Self, right: Self) -> Bool { left.hundredths < right.hundredths }
}
