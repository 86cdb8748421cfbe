/// A simulated scenario of a claim.
struct Scenario: Sendable {
  /// How far the truth lies from where the claim turns.
  enum Place {
    /// There exactly, where errors are most likely.
    case boundary
    /// At twice the margin or beyond it.
    case beyond

    /// The level, and three standard errors of so many scenarios; beyond the boundary, one in a
    /// hundred.
    func limit(scenarios: Int) -> Double {
      switch self {
      case .boundary: 0.05 + 3 * (0.05 * 0.95 / Double(scenarios)).squareRoot()
      case .beyond: 0.01
      }
    }
  }

  let key: ScenarioKey
  let place: Place
  /// Whether `consistent` would be wrong.
  let isFalse: Bool
  /// Whether `contradicted` would be wrong; both are where the truth lies on the boundary in every
  /// cell.
  let isTrue: Bool
  /// The findings in all of the claim's cells at each look that the truth can be told from, the first
  /// one first, simulated anew for each number.
  let looks: @Sendable (_ number: Int) -> [[CellFinding]]
}

extension Scenario {
  /// One that is looked at once.
  init(
    key: ScenarioKey, place: Place, isFalse: Bool, isTrue: Bool,
    findings: @escaping @Sendable (_ number: Int) -> [CellFinding]
  ) {
    self.init(key: key, place: place, isFalse: isFalse, isTrue: isTrue) { [findings($0)] }
  }
}
