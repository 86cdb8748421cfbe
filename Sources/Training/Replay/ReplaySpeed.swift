import Experiments

/// How fast replays go: what a budget of seconds has room for, and how long the rest will take.
struct ReplaySpeed {
  struct Target: Hashable {
    let step: Int
    /// To the run's end, with its evaluation.
    let inFull: Bool
  }

  private let clock = Clock()
  private let threads: Int
  private let budget: Double?
  /// Floating-point operations a second, by a model's multiply-adds: equal ones are equally fast.
  private var rates: [Int: Double] = [:]
  /// Of finished replays.
  private var workDone = 0.0
  private var secondsSpent = 0.0
  /// Of the runs that are not begun, as if each were replayed in full.
  private var workAhead: Double
  private var current: (run: StoredRun, target: Target, start: Double)?
  private var lastReport = 0.0

  init(_ runs: some Sequence<StoredRun>, threads: Int, budget: Double?) {
    self.threads = threads
    self.budget = budget
    workAhead = runs.reduce(0) { $0 + Self.work($1, Target(step: $1.result.steps, inFull: true)) }
  }

  /// Whether the budget is spent.
  var isOver: Bool { budget.map { clock.seconds >= $0 } ?? false }

  private static func perStep(_ run: StoredRun) -> Double {
    let specification = run.specification
    return 6 * Double(specification.model.forwardMultiplyAdds) * Double(specification.recipe.batch)
  }

  /// Floating-point operations.
  private static func work(_ run: StoredRun, _ target: Target) -> Double {
    let evaluated =
      target.inFull && run.result.outcome == .completed ? run.specification.imagesAfterTraining : 0
    return perStep(run) * Double(target.step)
      + 2 * Double(run.specification.model.forwardMultiplyAdds) * Double(evaluated)
  }

  /// How far to replay a run; nil when there is no room for its first digest.
  ///
  /// - Parameters:
  ///   - runsLeft: runs to share what is left of the budget, this one included.
  ///   - draw: in [0, 1), says which of the digests that fit.
  mutating func target(of run: StoredRun, runsLeft: Int, draw: Double) -> Target? {
    let full = Target(step: run.result.steps, inFull: true)
    guard let budget else { return full }
    let rate = rate(of: run.specification)
    let left = budget - clock.seconds
    if Self.work(run, full) / rate <= left { return full }
    let digests = run.result.weightDigests.map(\.step).filter { $0 < run.result.steps }
    func fitting(_ seconds: Double) -> [Int] {
      digests.filter { Double($0) * Self.perStep(run) / rate <= seconds }
    }
    var candidates = fitting(left / Double(runsLeft))
    if candidates.isEmpty { candidates = Array(fitting(left).prefix(1)) }
    guard !candidates.isEmpty else { return nil }
    return Target(step: candidates[Int(draw * Double(candidates.count))], inFull: false)
  }

  private mutating func rate(of specification: RunSpecification) -> Double {
    let key = specification.model.forwardMultiplyAdds
    if let rate = rates[key] { return rate }
    let rate = Calibration.rate(of: specification, threads: threads)
    rates[key] = rate
    return rate
  }

  mutating func start(_ run: StoredRun, _ target: Target) {
    workAhead -= Self.work(run, Target(step: run.result.steps, inFull: true))
    current = (run, target, clock.seconds)
  }

  /// Seconds left after a step of the current run, at most twice a second; nil in between.
  mutating func reportDue(at step: Int) -> Double? {
    guard let (run, target, start) = current, clock.seconds - lastReport >= 0.5 else { return nil }
    lastReport = clock.seconds
    let work = Double(step) * Self.perStep(run)
    let rate = (workDone + work) / max(secondsSpent + clock.seconds - start, 1e-3)
    let seconds = max(0, Self.work(run, target) - work + workAhead) / rate
    return min(seconds, budget.map { max(0, $0 - clock.seconds) } ?? .infinity)
  }

  mutating func finish(at step: Int) {
    guard let (run, target, start) = current else { return }
    let work = Self.work(run, Target(step: step, inFull: target.inFull && step == target.step))
    let seconds = clock.seconds - start
    workDone += work
    secondsSpent += seconds
    // Half a second and more is a better measurement than the one on noise.
    if seconds > 0.5 { rates[run.specification.model.forwardMultiplyAdds] = work / seconds }
    current = nil
  }
}
