import Experiments

/// Runs as a store has them: what was planned, what came of it.
struct EvidenceRuns {
  var planned: [PlannedRun]
  var finished: [FinishedRun]
  var damaged: [DamagedRun]

  func filter(_ isMeant: (PlannedRun) -> Bool) -> Self {
    Self(
      planned: planned.filter(isMeant), finished: finished.filter { isMeant($0.planned) },
      damaged: damaged.filter { isMeant($0.planned) })
  }

  /// The lengths of training, in images shown, ascending.
  var lengths: [Int] {
    Set(
      (planned + finished.map(\.planned) + damaged.map(\.planned)).map {
        $0.specification.recipe.images
      }
    ).sorted()
  }

  /// What another plan would have made of them: its runs, with its declarations, and the results of
  /// no others. A run is the same whatever sets it is scored on besides.
  func restricted(to other: [PlannedRun]) -> Self {
    func training(_ run: PlannedRun) -> RunSpecification {
      var specification = run.specification
      specification.transfer = []
      return specification
    }
    let declared = Dictionary(
      other.map { (training($0), $0) }, uniquingKeysWith: { first, _ in first })
    func own(_ run: PlannedRun) -> PlannedRun? {
      guard var own = declared[training(run)] else { return nil }
      own.specification = run.specification
      return own
    }
    let planned = planned.compactMap(own)
    let known = Set(planned.map(training))
    return Self(
      planned: planned + other.filter { !known.contains(training($0)) },
      finished: finished.compactMap { run in
        own(run.planned).map { FinishedRun(planned: $0, result: run.result, cost: run.cost) }
      },
      damaged: damaged.compactMap { run in
        own(run.planned).map { DamagedRun(planned: $0, error: run.error) }
      })
  }

  /// One cell for each arm of each model and recipe.
  func cells(_ look: Look) -> [CellKey: Cell] {
    func key(_ run: PlannedRun) -> CellKey {
      CellKey(model: run.model, recipe: run.recipe, arm: Arm(run.specification.model))
    }
    var known: [CellKey: Set<RunSpecification>] = [:]
    var runs: [CellKey: [PlannedRun]] = [:]
    for run in planned + finished.map(\.planned) + damaged.map(\.planned)
    where known[key(run), default: []].insert(run.specification).inserted {
      runs[key(run), default: []].append(run)
    }
    var cells = Dictionary(
      uniqueKeysWithValues: runs.map { ($0.key, Cell($0.key, planned: $0.value, look: look)) })
    for run in finished {
      let seed = run.planned.specification.seed
      let cell = key(run.planned)
      if let cost = run.cost {
        // One training with and without transfer sets: the dearer one, in whatever order they come.
        let seconds = cost.coreSeconds
        let other = cells[cell]?.coreSeconds[seed] ?? 0
        cells[cell]?.coreSeconds[seed] = max(other, seconds)
      }
      if let problem = Self.problem(of: run.result) {
        cells[cell]?.defect = CellDefect(
          model: cell.model, arm: cell.arm, seed: seed, problem: problem)
      }
      if let other = cells[cell]?.results[seed] {
        // One training with and without transfer sets: the one that was scored on them says more.
        if other.record?.correctBits != run.result.correctBits
          || other.accuracy != run.result.accuracy,
          cells[cell]?.settings.count == 1
        {
          cells[cell]?.defect = CellDefect(
            model: cell.model, arm: cell.arm, seed: seed, problem: .resultsDisagree)
        }
        if other.transfer != nil { continue }
      }
      cells[cell]?.results[seed] = SeedResult(run.result)
    }
    for run in damaged {
      let cell = key(run.planned)
      cells[cell]?.defect = CellDefect(
        model: cell.model, arm: cell.arm, seed: run.planned.specification.seed,
        problem: .damaged(run.error.defect))
    }
    return cells
  }

  /// Why a result cannot be what a run left behind.
  private static func problem(of result: RunResult) -> CellDefect.Problem? {
    guard result.accuracy.isFinite, (0...1).contains(result.accuracy) else {
      return .accuracyOutOfRange
    }
    guard result.evaluated > 0, (0...result.evaluated).contains(result.correct) else {
      return .countOutOfRange
    }
    let share = Double(result.correct) / Double(result.evaluated)
    if result.outcome == .completed && abs(share - result.accuracy) > 1e-9 {
      return .accuracyIsNotTheShare
    }
    let transferred = (result.transfer ?? []).flatMap(\.accuracies)
    if !transferred.allSatisfy({ $0.isFinite && (0...1).contains($0) })
      || (result.transfer ?? []).contains(where: \.accuracies.isEmpty)
    {
      return .transferOutOfRange
    }
    return nil
  }
}
