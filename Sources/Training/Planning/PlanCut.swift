import Experiments

/// A plan cut to a budget of time: as many of its unfinished runs as fit, in its order.
public struct PlanCut: Sendable {
  /// Those that fit.
  public let fitting: [Plan.Entry]
  /// Those behind them. The order of a plan is that of what its runs decide, so the first that does
  /// not fit ends the list: a cheaper one behind it would decide less.
  public let left: [Plan.Entry]

  /// - Parameter seconds: the budget, of wall-clock time.
  public init(_ plan: Plan, seconds: Double) {
    let unfinished = plan.entries.filter { !$0.state.isFinished }
    var needed = 0.0
    fitting = Array(
      unfinished.prefix { entry in
        needed += entry.secondsLeft
        return needed <= seconds
      })
    left = Array(unfinished.dropFirst(fitting.count))
  }

  /// A list of runs without those that are left.
  public func kept(_ runs: [PlannedRun]) -> [PlannedRun] {
    let left = Set(left.map(\.run.specification))
    return runs.filter { !left.contains($0.specification) }
  }
}

extension Sequence<Plan.Entry> {
  /// Wall-clock seconds of training that they still take.
  public var secondsLeft: Double { reduce(0) { $0 + $1.secondsLeft } }
}
