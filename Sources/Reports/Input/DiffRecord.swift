import Claims

/// A diff against what was published as JSON has it.
public struct DiffRecord: Encodable {
  private let claims: [AssessmentRecord]
  private let errorRates: [ErrorRateRecord]?

  public init(_ input: ReportInput) { self.init(input.assessments, errorRates: input.errorRates) }

  /// - Parameter errorRates: nil where they were not computed.
  public init(_ assessments: Assessments, errorRates: ErrorRates?) {
    claims = assessments.claims.map(AssessmentRecord.init)
    self.errorRates = errorRates?.rates.map(ErrorRateRecord.init)
  }

  private enum Key: String, CodingKey { case schemaVersion, claims, errorRates }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .schemaVersion)
    try container.encode(claims, forKey: .claims)
    // Null where they were not computed.
    try container.encode(errorRates, forKey: .errorRates)
  }
}

/// One error rate as JSON has it, its scenario in words.
private struct ErrorRateRecord: Encodable {
  let rate: ErrorRates.Rate

  private enum Key: String, CodingKey {
    case claim, scenario, falseConsistent, falseContradicted, scenarios, limit
    case falseConsistentBound, falseContradictedBound
  }

  /// Every key is always there; what is no error is null.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(rate.claim, forKey: .claim)
    try container.encode(rate.scenario.words, forKey: .scenario)
    try container.encode(rate.falseConsistent, forKey: .falseConsistent)
    try container.encode(rate.falseContradicted, forKey: .falseContradicted)
    try container.encode(rate.scenarios, forKey: .scenarios)
    try container.encode(rate.limit, forKey: .limit)
    // What was never seen in so many scenarios is known to be rare, not to be impossible.
    let bound = ErrorRates.boundOfNone(in: rate.scenarios)
    try container.encode(
      rate.falseConsistent.flatMap { $0 == 0 ? bound : nil }, forKey: .falseConsistentBound)
    try container.encode(
      rate.falseContradicted.flatMap { $0 == 0 ? bound : nil }, forKey: .falseContradictedBound)
  }
}
