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

  /// When its cells decide.
  public let look: Look
  /// What the rungs below planned, from the lowest, with the results of nothing else: what each of
  /// them says whatever was trained later.
  public let earlier: [Evidence]
  /// Runs of other lengths of training, which decide nothing and are pooled with nothing: one cell for
  /// each length, ascending, in the order of their keys.
  public let otherLengths: [Cell]

  /// - Parameters:
  ///   - planned: every run that was decided on beforehand, finished or not.
  ///   - finished: runs with a result; one that was not planned counts as planned.
  ///   - damaged: runs whose record is not what its writer left; their cells are unusable.
  ///   - rung: whose runs the planned ones are; nil outside the ladder.
  ///   - below: the rungs below with their runs, from the lowest.
  public init(
    planned: [PlannedRun], finished: [FinishedRun], damaged: [DamagedRun] = [],
    timings: [TimingComparison] = [],
    linearClassifier: LinearClassifierResult? = nil,
    initialisation: InitialisationResult? = nil, parallel: [SequenceParallelism] = [],
    damagedMeasurements: [DamagedMeasurement] = [], rung: Rung? = nil,
    below: [(rung: Rung, planned: [PlannedRun])] = []
  ) {
    let runs = EvidenceRuns(planned: planned, finished: finished, damaged: damaged)
    let look = Look(rung)
    self.look = look
    cells = runs.filter { $0.panel == .claims }.cells(look)
    panels = Self.panels(cells.values)
    let others = runs.filter { $0.panel == .trainingLength }
    otherLengths = others.lengths.flatMap { images -> [Cell] in
      let ofLength = others.filter { $0.specification.recipe.images == images }.cells(look)
      return Array(ofLength.values)
    }.sorted { ($0.key, $0.images) < ($1.key, $1.images) }
    earlier = below.map { rung, planned in
      let own = runs.restricted(to: planned)
      return Evidence(
        planned: own.planned, finished: own.finished, damaged: own.damaged, rung: rung)
    }
    self.timings = timings
    self.linearClassifier = linearClassifier
    self.initialisation = initialisation
    self.parallel = parallel
    self.damagedMeasurements = damagedMeasurements
  }

  /// What stands in place of simulated runs: the cells of one model and recipe, in the
  /// order of `cells(model:recipe:)`.
  init(panel: [Cell], look: Look = Look(), earlier: [Evidence] = []) {
    cells = Dictionary(uniqueKeysWithValues: panel.map { ($0.key, $0) })
    panels = panel.first.map { [Panel($0.key): panel] } ?? [:]
    (self.look, self.earlier, otherLengths) = (look, earlier, [])
    (timings, linearClassifier, initialisation, parallel) = ([], nil, nil, [])
    damagedMeasurements = []
  }

  /// What stands in place of simulated measurements.
  init(
    timings: [TimingComparison] = [], initialisation: InitialisationResult? = nil,
    look: Look = Look()
  ) {
    self.init(
      planned: [], finished: [], timings: timings, initialisation: initialisation,
      rung: look.rung)
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
}
