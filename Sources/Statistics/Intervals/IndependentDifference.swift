/// The difference of the means of two independent samples whose spreads may differ: Welch's t interval
/// with the degrees of freedom of Satterthwaite (B. L. Welch, "The generalization of 'Student's' problem
/// when several different population variances are involved", Biometrika 34, 1947).
public struct IndependentDifference: Hashable, Sendable {
  /// Mean of the first minus mean of the second.
  public let value: Double
  /// Zero when the values of each sample agree.
  public let standardError: Double
  /// Between the smaller sample's n - 1 and the sum of both; 1 where the standard error is zero.
  public let degreesOfFreedom: Double
  /// Replicates of both together.
  public let n: Int

  /// - Precondition: at least two values in each sample.
  public init(of first: [Double], minus second: [Double]) {
    let (one, other) = (Estimate(meanOf: first), Estimate(meanOf: second))
    func square(_ value: Double) -> Double { value * value }
    let (variance, otherVariance) = (square(one.standardError), square(other.standardError))
    value = one.value - other.value
    n = one.n + other.n
    standardError = (variance + otherVariance).squareRoot()
    degreesOfFreedom =
      standardError > 0
      ? square(variance + otherVariance)
        / (square(variance) / Double(one.degreesOfFreedom)
          + square(otherVariance) / Double(other.degreesOfFreedom))
      : 1
  }

  /// The two-sided interval of confidence `level`, such as 0.95.
  public func interval(level: Double) -> Interval {
    Interval(
      around: value, standardError: standardError, degreesOfFreedom: degreesOfFreedom,
      level: level, n: n)
  }
}
