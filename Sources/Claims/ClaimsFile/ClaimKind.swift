/// What shape a claim has, and so what decides it.
public enum ClaimKind: String, CaseIterable, Sendable {
  /// One arm is above another: the interval of the difference lies above zero.
  case ordering
  /// Two arms differ by less than a fraction of the reference effect, either way.
  case equivalence
  /// One arm falls short of another by less than a fraction of the reference effect.
  case nonInferiority = "non-inferiority"
  /// The best exponent lies inside a window.
  case optimum
  /// A published number, within a factor.
  case number
  /// The lead of the best over the second best is below a fraction of the reference effect.
  case noClearBest = "no clear best"
  /// A quantity lies within a range in every layer.
  case level
  /// A count that follows from the algorithm.
  case structural
}
