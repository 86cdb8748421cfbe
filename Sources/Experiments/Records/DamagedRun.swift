/// A planned run whose record is not what its writer left: it says nothing, and what needs it is
/// invalid.
public struct DamagedRun: Equatable, Sendable {
  public let planned: PlannedRun
  /// Names the file and the remedy.
  public let error: ExperimentError

  public init(planned: PlannedRun, error: ExperimentError) {
    self.planned = planned
    self.error = error
  }
}
