import Experiments
import Paper
import Timing

/// Everything that verdicts are made from.
public struct Evidence: Sendable {
  public let cells: [CellKey: Cell]
  /// One model under one recipe.
  private struct Panel: Hashable {
    let model: PaperModel
    let recipe: RecipeName

    init(_ key: CellKey) {
      self.init(model: key.model, recipe: key.recipe)
    }

    init(model: PaperModel, recipe: RecipeName) {
      self.model = model
      self.recipe = recipe
    }
  }

  /// Sorted once: sorting takes longer than a comparison does.
  private let panels: [Panel: [Cell]]
  public let timings: [TimingComparison]
  public let linearClassifier: LinearClassifierResult?
  public let initialisation: InitialisationResult?
  /// What sharing a sequence over processes takes.
  public let parallel: [SequenceParallelism]
  /// Measurements that would be among the above if their records were sound.
  public let damagedMeasurements: [DamagedMeasurement]

  /// - Parameters:
  ///   - planned: every run that was decided on beforehand, finished or not.
  ///   - finished: runs with a result; one that was not planned counts as planned.
  ///   - damaged: runs whose record is not what its writer left; their cells are unusable.
  public init(
    planned: [PlannedRun], finished: [FinishedRun], damaged: [DamagedRun] = [],
    timings: [TimingComparison] = [],
    linearClassifier: LinearClassifierResult? = nil,
    initialisation: InitialisationResult? = nil, parallel: [SequenceParallelism] = [],
    damagedMeasurements: [DamagedMeasurement] = []
  ) {
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
      uniqueKeysWithValues: runs.map { ($0.key, Cell($0.key, planned: $0.value)) })
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
    self.cells = cells
    panels = Self.panels(cells.values)
    self.timings = timings
    self.linearClassifier = linearClassifier
    self.initialisation = initialisation
    self.parallel = parallel
    self.damagedMeasurements = damagedMeasurements
  }

  /// What stands in place of simulated runs: the cells of one model and recipe, in the
  /// order of `cells(model:recipe:)`.
  init(panel: [Cell]) {
    cells = Dictionary(uniqueKeysWithValues: panel.map { ($0.key, $0) })
    panels = panel.first.map { [Panel($0.key): panel] } ?? [:]
    (timings, linearClassifier, initialisation, parallel) = ([], nil, nil, [])
    damagedMeasurements = []
  }

  /// What stands in place of simulated measurements.
  init(timings: [TimingComparison] = [], initialisation: InitialisationResult? = nil) {
    self.init(planned: [], finished: [], timings: timings, initialisation: initialisation)
  }

  public func cell(model: PaperModel, recipe: RecipeName, arm: Arm) -> Cell? {
    cells[CellKey(model: model, recipe: recipe, arm: arm)]
  }

  /// The cells of one model and recipe, in a fixed order.
  public func cells(model: PaperModel, recipe: RecipeName) -> [Cell] {
    panels[Panel(model: model, recipe: recipe)] ?? []
  }

  private static func panels(_ cells: some Collection<Cell>) -> [Panel: [Cell]] {
    Dictionary(grouping: cells) { Panel($0.key) }
      .mapValues { $0.sorted { $0.key < $1.key } }
  }

  /// What is wrong with the record of a measurement whose key is `key` or goes on from it; nil where
  /// none is damaged.
  func damage(of key: String) -> String? {
    damagedMeasurements.first {
      $0.key.description == key || $0.key.description.hasPrefix(key + "-")
    }?.error.defect
  }

  func damage(of key: RunStore.MeasurementKey) -> String? { damage(of: key.description) }

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
