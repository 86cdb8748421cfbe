import Foundation

/// Student's t distribution, by the regularised incomplete beta function.
///
/// Checked against SciPy to 1e-10 for 1 to 10,000 degrees of freedom; beyond that the difference of
/// two log-gammas loses digits.
public struct StudentT: Hashable, Sendable {
  public let degreesOfFreedom: Double

  public init(degreesOfFreedom: Int) {
    self.init(degreesOfFreedom: Double(degreesOfFreedom))
  }

  /// - Parameter degreesOfFreedom: at least 1; no whole number where two variances are joined.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom >= 1, "a t distribution needs a degree of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(T <= t).
  public func cdf(_ t: Double) -> Double {
    t > 0 ? 1 - upperTail(t) : upperTail(-t)
  }

  /// P(T > t), without cancellation where it is small.
  public func upperTail(_ t: Double) -> Double {
    guard t.isFinite else { return t > 0 ? 0 : 1 }
    if t < 0 { return 1 - upperTail(-t) }
    let square = t * t
    let share = degreesOfFreedom / (degreesOfFreedom + square)
    let rest = square / (degreesOfFreedom + square)
    return incompleteBeta(share, complement: rest, degreesOfFreedom / 2, 0.5) / 2
  }

  /// The t with P(T <= t) = `probability`, which lies strictly between 0 and 1.
  public func quantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a quantile's probability is in (0, 1)")
    if probability == 0.5 { return 0 }
    let tail = Statistics.quantile(ofTail: upperTail, equal: min(probability, 1 - probability))
    return probability < 0.5 ? -tail : tail
  }
}
