/// A planned run with its result.
public struct FinishedRun: Hashable, Sendable {
  public var planned: PlannedRun
  public var result: RunResult
  public var cost: RunCost?

  public init(planned: PlannedRun, result: RunResult, cost: RunCost?) {
    self.planned = planned
    self.result = result
    self.cost = cost
  }
}
