/// An estimate of a mean or of a contrast, with what its intervals are made from.
public struct Estimate: Hashable, Sendable {
  public let value: Double
  /// Zero when every replicate agrees.
  public let standardError: Double
  public let degreesOfFreedom: Int
  /// Replicates: seeds, unless a caller says otherwise.
  public let n: Int

  public init(value: Double, standardError: Double, degreesOfFreedom: Int, n: Int) {
    self.value = value
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
    self.n = n
  }

  /// The mean of independent `values`, of which there are at least two.
  public init(meanOf values: [Double]) {
    precondition(values.count >= 2, "the spread of a mean needs two values")
    let mean = Self.mean(values)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let n = Double(values.count)
    self.init(
      value: mean, standardError: (squares / (n - 1) / n).squareRoot(),
      degreesOfFreedom: values.count - 1, n: values.count)
  }

  /// The two-sided interval of confidence `level`, such as 0.95.
  public func interval(level: Double) -> Interval {
    Interval(
      around: value, standardError: standardError, degreesOfFreedom: Double(degreesOfFreedom),
      level: level, n: n)
  }

  /// The one-sided p value against the true value being `bound` or less.
  public func pValue(atMost bound: Double) -> Double {
    guard standardError > 0 else { return value > bound ? 0 : 1 }
    return StudentT(degreesOfFreedom: degreesOfFreedom).upperTail((value - bound) / standardError)
  }

  /// The one-sided p value against the true value being `bound` or more.
  public func pValue(atLeast bound: Double) -> Double {
    guard standardError > 0 else { return value < bound ? 0 : 1 }
    return StudentT(degreesOfFreedom: degreesOfFreedom).upperTail((bound - value) / standardError)
  }

  public static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}
