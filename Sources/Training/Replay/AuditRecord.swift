import Experiments

/// What `rectify verify --json` prints.
public struct AuditRecord: Hashable, Codable, Sendable {
  public var schemaVersion = 1
  /// Finished runs whose records are whole.
  public var checked: Int
  public var replayed: Int
  public var stepsAudited: Int
  public var stepsTotal: Int
  public var mismatches: [Audit.Mismatch]

  public init(check: StoreCheck, audit: Audit?) {
    checked = check.runs.count
    replayed = audit?.replayed ?? 0
    stepsAudited = audit?.stepsAudited ?? 0
    stepsTotal = check.runs.reduce(0) { $0 + $1.result.steps }
    mismatches = audit?.mismatches ?? []
  }
}
