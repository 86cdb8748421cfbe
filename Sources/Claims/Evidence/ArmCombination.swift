/// A linear combination of arms whose weights sum to zero.
struct ArmCombination {
  private(set) var terms: [(arm: Arm, weight: Double)]

  /// `arm` minus `against`.
  init(_ arm: Arm, minus against: Arm) { terms = [(arm, 1), (against, -1)] }

  static func * (factor: Double, combination: Self) -> Self {
    var result = combination
    result.terms = combination.terms.map { ($0.arm, factor * $0.weight) }
    return result
  }

  static func + (left: Self, right: Self) -> Self {
    var result = left
    result.terms += right.terms
    return result
  }
}
