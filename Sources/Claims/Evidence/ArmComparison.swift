import Experiments
import Paper
import Statistics

/// Arms of one model, brought side by side over the seeds that they share.
struct ArmComparison {
  enum State: Hashable {
    /// Nothing is there to compare, and why.
    case notRun(Reason)
    /// Some planned runs are missing, and which: there are points, and no interval.
    case incomplete(Reason)
    case invalid(Reason)
    case notComparable(Reason)
    case ready

    var hasPoints: Bool {
      switch self {
      case .ready, .incomplete: true
      case .notRun, .invalid, .notComparable: false
      }
    }
  }

  /// An estimate needs three seeds; one or two are shown as points.
  static let fewestSeeds = 3

  let state: State
  /// That have a result in every arm.
  let seeds: [UInt64]
  /// Whether every arm's runs are declared to decide.
  let isConfirmatory: Bool
  /// Diverged runs of each arm.
  let diverged: [Arm: Int]
  private let cells: [Cell]
  private let quantity: Quantity
  private let values: [Arm: [Double]]
  /// The arms' values with those of the model's other arms, for the pooled variance; nil with too
  /// few seeds or where one of the arms diverged.
  let panel: PairedPanel?
  private let panelArms: [Arm]

  /// - Parameter quantity: the accuracy, or that of transfer.
  init(
    _ arms: [Arm], model: PaperModel, recipe: RecipeName, quantity: Quantity = .accuracy,
    evidence: Evidence
  ) {
    let cells = arms.compactMap { evidence.cell(model: model, recipe: recipe, arm: $0) }
    state = Self.state(of: arms, cells: cells, quantity: quantity)
    // A cell that is scored on no other data was never planned to decide about transfer.
    isConfirmatory =
      cells.count == arms.count
      && cells.allSatisfy { $0.isConfirmatory && (quantity == .accuracy || $0.plansTransfer) }
    self.cells = cells
    self.quantity = quantity
    guard state.hasPoints, let first = cells.first else {
      (seeds, diverged, values, panel, panelArms) = ([], [:], [:], nil, [])
      return
    }
    let shared = cells.dropFirst().reduce(Set(first.values(quantity).keys)) {
      $0.intersection($1.values(quantity).keys)
    }
    let seeds = shared.sorted()
    self.seeds = seeds
    func accuracies(_ cell: Cell) -> [Double] {
      let values = cell.values(quantity)
      return seeds.compactMap { values[$0] }
    }
    diverged = Dictionary(
      cells.map { cell in
        (cell.key.arm, seeds.count { cell.results[$0]?.diverged == true })
      },
      uniquingKeysWith: { first, _ in first })
    values = Dictionary(
      cells.map { ($0.key.arm, accuracies($0)) }, uniquingKeysWith: { first, _ in first })
    let members = evidence.cells(model: model, recipe: recipe).filter { cell in
      cell.isComplete && cell.defect == nil && cell.diverged == 0
        && cell.settings == first.settings && shared.isSubset(of: cell.values(quantity).keys)
        && (quantity == .accuracy || cell.transferSets == first.transferSets)
    }
    panelArms = members.map(\.key.arm)
    panel =
      state == .ready && seeds.count >= Self.fewestSeeds && members.count >= 2
        && arms.allSatisfy(panelArms.contains)
      ? PairedPanel(values: members.map(accuracies)) : nil
  }

  private static func state(of arms: [Arm], cells: [Cell], quantity: Quantity) -> State {
    if let missing = arms.first(where: { arm in !cells.contains { $0.key.arm == arm } }) {
      return .notRun(.armNotRun(missing))
    }
    if let defect = cells.lazy.compactMap(\.defect).first { return .invalid(.unusableRun(defect)) }
    let settings = cells.reduce(into: Set<RunSpecification>()) { $0.formUnion($1.settings) }
    if settings.count > 1 {
      return .notComparable(.settingsDiffer(differences(settings)))
    }
    if let cell = cells.first(where: \.results.isEmpty) {
      return .notRun(.noRunFinished(cell.key.arm))
    }
    let missing = cells.reduce(into: Set<UInt64>()) {
      $0.formUnion($1.seeds.subtracting($1.results.keys))
    }
    if let cell = cells.first(where: { !$0.isComplete }) {
      return .incomplete(
        .runsMissing(
          cell.key.arm, finished: cell.results.count, planned: cell.seeds.count,
          seedsMissing: missing.count))
    }
    return quantity == .transferAccuracy ? transferState(of: cells) : .ready
  }

  private static func transferState(of cells: [Cell]) -> State {
    for cell in cells {
      let scored = cell.transferAccuracies.count
      if scored == 0 {
        return .notRun(.transferNotMeasured(cell.key.arm))
      }
      if scored < cell.results.count {
        return .incomplete(
          .transferMissing(cell.key.arm, scored: scored, finished: cell.results.count))
      }
    }
    let sets = cells.reduce(into: Set<[TransferSet]>()) { $0.formUnion($1.transferSets) }
    return sets.count > 1 ? .notComparable(.transferSetsDiffer) : .ready
  }

  /// What runs that should share everything do not share, where that is one of the usual things.
  private static func differences(
    _ settings: Set<RunSpecification>
  ) -> [Reason.SettingDifference] {
    func varying(
      _ setting: Reason.SettingDifference.Setting, _ value: (RunSpecification) -> Int
    ) -> Reason.SettingDifference? {
      let values = Set(settings.map(value)).sorted()
      return values.count > 1
        ? Reason.SettingDifference(setting: setting, values: values) : nil
    }
    return [
      varying(.images, \.recipe.images), varying(.testImages, \.evaluationImages),
      varying(.width, \.model.width), varying(.depth, \.model.depth),
      varying(.tokens, \.model.tokens),
    ].compactMap(\.self)
  }

  /// Why two or more arms cannot be told apart by these data, whatever is true; nil where they can.
  ///
  /// At the ceiling no difference of half a point is left to show, and at chance nothing was learnt.
  /// Seeds that all give one number have no spread to hold a difference against.
  func saturation(of arms: [Arm]) -> Reason.Saturation? {
    let all = arms.map(values)
    guard let first = all.first, !first.isEmpty, all.allSatisfy({ !$0.isEmpty }) else { return nil }
    if all.joined().allSatisfy({ $0 > 1 - Claim.smallestMargin }) { return .ceiling }
    if let chance = cells.first?.chance(quantity),
      all.joined().allSatisfy({ $0 <= chance.value + 3 * chance.standardError })
    {
      return .chance
    }
    return first.count > 1 && all.allSatisfy { Set($0).count == 1 } ? .equalSeeds : nil
  }

  /// The arms without those whose runs ended, in every seed, with the weights of an arm before them: the
  /// functions never differed on a logit that occurred.
  func distinct(_ arms: [Arm]) -> [Arm] {
    var known: Set<[String]> = []
    return arms.filter { arm in
      let digests = seeds.compactMap { seed in
        cells.first { $0.key.arm == arm }?.results[seed]?.record?.weightDigests.last?.sha256
      }
      return digests.isEmpty || digests.count < seeds.count || known.insert(digests).inserted
    }
  }

  /// Index of an arm in the panel.
  func panelIndex(_ arm: Arm) -> Int? { panelArms.firstIndex(of: arm) }

  /// The values of an arm, in the order of `seeds`.
  func values(_ arm: Arm) -> [Double] { values[arm] ?? [] }

  var anyDiverged: Bool { diverged.values.contains { $0 > 0 } }

  /// The sum of weight times accuracy, seed by seed.
  func differences(_ combination: ArmCombination) -> [Double] {
    seeds.indices.map { seed in
      combination.terms.reduce(0) { $0 + $1.weight * values($1.arm)[seed] }
    }
  }

  /// How many arms share the variance of a difference, and its degrees of freedom: an arm that spreads
  /// far more than the others has its own. Nil without a panel.
  func pooling(_ combination: ArmCombination) -> (arms: Int, degreesOfFreedom: Int)? {
    guard let panel, let estimate = estimate(combination) else { return nil }
    let own = panel.seeds - 1
    let isShared = combination.terms.allSatisfy { term in
      panelIndex(term.arm).map { !panel.hasOwnVariance[$0] } ?? false
    }
    return (isShared ? panel.degreesOfFreedom / own + 1 : 1, estimate.degreesOfFreedom)
  }

  /// The same over seeds, with the panel's pooled variance; nil without a panel.
  func estimate(_ combination: ArmCombination) -> Estimate? {
    guard let panel else { return nil }
    var weights = [Double](repeating: 0, count: panel.arms)
    for term in combination.terms {
      if let index = panelIndex(term.arm) { weights[index] += term.weight }
    }
    return panel.contrast(weights)
  }
}
