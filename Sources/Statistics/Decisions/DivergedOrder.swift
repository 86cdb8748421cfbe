/// The order of two arms some of whose runs diverged. Such a run scores chance, and no mean over it
/// has an interval.
public struct DivergedOrder: Hashable, Sendable {
  public enum Rule: Hashable, Sendable {
    /// Every run of one arm diverged, none of the other, over three seeds or more.
    case oneArmAlone
    /// Of at least five seeds, how many agree.
    case signTest
    case tooFewSeeds
  }

  public let rule: Rule
  /// Whether the arm lies above the other.
  public let judgement: Judgement

  public static let fewestForOneArmAlone = 3
  /// Five seeds that all agree err in 3.1 %; four would in 6.3 %.
  public static let fewestForSignTest = 5
  /// - Parameters:
  ///   - differences: the arm minus the other, seed by seed.
  ///   - diverged: runs of the arm that diverged.
  ///   - divergedAgainst: runs of the other that diverged.
  ///   - level: of the sign test, one-sided.
  public init(
    differences: [Double], diverged: Int, divergedAgainst: Int, level: Double = 0.05
  ) {
    let n = differences.count
    precondition(
      (0...n).contains(diverged) && (0...n).contains(divergedAgainst),
      "no more runs can diverge than there are")
    if n >= Self.fewestForOneArmAlone && [diverged, divergedAgainst].sorted() == [0, n] {
      rule = .oneArmAlone
      judgement = Judgement(
        decision: diverged == 0 ? .holds : .fails, pValue: diverged == 0 ? 1 : 0,
        oneSidedLevel: level)
    } else if n >= Self.fewestForSignTest {
      rule = .signTest
      let above = signTestProbability(agreeing: differences.count { $0 > 0 }, of: n)
      let below = signTestProbability(agreeing: differences.count { $0 < 0 }, of: n)
      judgement = Judgement(
        decision: above <= level ? .holds : below <= level ? .fails : .undecided,
        pValue: below, oneSidedLevel: level)
    } else {
      rule = .tooFewSeeds
      judgement = Judgement(
        decision: .undecided, pValue: 1, oneSidedLevel: level)
    }
  }
}
