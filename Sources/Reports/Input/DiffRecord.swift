import Claims

/// A diff against what was published as JSON has it.
public struct DiffRecord: Encodable {
  private let assessments: Assessments
  private let errorRates: [ErrorRates.Rate]?

  public init(_ input: ReportInput) {
    assessments = input.assessments
    errorRates = input.errorRates?.rates
  }

  private enum Key: String, CodingKey { case schemaVersion, claims, errorRates }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(assessments.schemaVersion, forKey: .schemaVersion)
    try container.encode(assessments.claims, forKey: .claims)
    // Null where they were not computed.
    try container.encode(errorRates, forKey: .errorRates)
  }
}
