import Claims

/// One claim's assessment as JSON has it. Every key is always there; what is unknown is null.
struct AssessmentRecord: Encodable {
  let assessment: Assessment

  private enum Key: String, CodingKey {
    case id, kind, verdict, reason, estimate, low, high, level, n, unit, margin, ceiling
    case models, cells, scope, seedsToSettle, noAffordableSeeds, secondsToSettle
    // The keys are from before the field's words were taken; readers rely on them.
    case seedsInClaimedDirection = "lean"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(assessment.id, forKey: .id)
    try container.encode(assessment.kind.rawValue, forKey: .kind)
    try container.encode(assessment.verdict.outcome, forKey: .verdict)
    try container.encode(assessment.reason.sentence, forKey: .reason)
    try container.encode(
      assessment.seedsInClaimedDirection?.words, forKey: .seedsInClaimedDirection)
    try container.encode(assessment.estimate, forKey: .estimate)
    try container.encode(assessment.low, forKey: .low)
    try container.encode(assessment.high, forKey: .high)
    try container.encode(assessment.level, forKey: .level)
    try container.encode(assessment.n, forKey: .n)
    try container.encode(assessment.unit, forKey: .unit)
    try container.encode(assessment.margin, forKey: .margin)
    try container.encode(assessment.ceiling, forKey: .ceiling)
    try container.encode(assessment.models, forKey: .models)
    try container.encode(assessment.cells.map(CellRecord.init), forKey: .cells)
    try container.encode(assessment.scope.map(ScopeRecord.init), forKey: .scope)
    try container.encode(assessment.seedsToSettle, forKey: .seedsToSettle)
    try container.encode(assessment.isBeyondSeeds, forKey: .noAffordableSeeds)
    try container.encode(assessment.secondsToSettle, forKey: .secondsToSettle)
  }
}

/// What its verdict rests on.
private struct ScopeRecord: Encodable {
  /// Such as "S/32, relu".
  let cells: [String]
  let cellsClaimed: Int
  let rungs: [String]
  let images: [Int]

  init(_ scope: Assessment.Scope) {
    cells = scope.cells.map { place in
      place.name.map { "\(place.model), \($0)" } ?? "\(place.model)"
    }
    cellsClaimed = scope.claimed
    rungs = scope.rungs.map(\.rawValue)
    images = scope.images
  }
}

/// One cell of it.
private struct CellRecord: Encodable {
  let cell: Assessment.Cell

  private enum Key: String, CodingKey {
    case model, h, estimate, low, high, level, n, verdict, rung
    // From before the field's word was taken.
    case confirmatory = "primary"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(cell.model, forKey: .model)
    try container.encode(cell.h, forKey: .h)
    try container.encode(cell.estimate, forKey: .estimate)
    try container.encode(cell.low, forKey: .low)
    try container.encode(cell.high, forKey: .high)
    try container.encode(cell.level, forKey: .level)
    try container.encode(cell.n, forKey: .n)
    try container.encode(cell.rung?.rawValue, forKey: .rung)
    try container.encode(cell.outcome, forKey: .verdict)
    try container.encode(cell.confirmatory, forKey: .confirmatory)
  }
}
