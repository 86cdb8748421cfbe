import Claims
import Experiments
import Figures
import Networks
import Paper
import Statistics

/// Runs over one number that they differ in, whatever panel they are of: groups that share everything else
/// but the arm. Exploratory.
struct SweptCells {
  struct Group {
    let model: PaperModel
    let recipe: RecipeName
    /// In the order of the plan.
    let arms: [Curve]
    /// Arms that have no such number, as softmax has no exponent.
    let others: [Cell]

    var cells: [Cell] { arms.flatMap(\.cells) + others }
  }

  /// One arm, by ascending number.
  struct Curve {
    let arm: Arm
    let points: [(x: Double, cell: Cell)]

    var cells: [Cell] { points.map(\.cell) }

    /// The point of the highest mean, and the others that the seeds do not tell from it, at 95 %, each
    /// comparison by itself.
    struct Best {
      let x: Double
      let cell: Cell
      /// In per cent.
      let accuracy: Double
      let like: [Double]
    }

    /// Nil with one point.
    var best: Best? {
      let means = points.map { ($0, Estimate.mean($0.cell.percentages)) }
      guard points.count > 1, let (top, accuracy) = means.max(by: { $0.1 < $1.1 }) else {
        return nil
      }
      let like = points.filter { $0.x != top.x }.filter { other in
        let differences = top.cell.accuracies.compactMap { seed, value in
          other.cell.accuracies[seed].map { (value - $0) * 100 }
        }
        guard differences.count > 1 else { return true }
        return Estimate(meanOf: differences).interval(level: 0.95).low <= 0
      }
      return Best(x: top.x, cell: top.cell, accuracy: accuracy, like: like.map(\.x))
    }
  }

  let axis: SweepAxis
  let groups: [Group]

  /// Nil where no two finished runs differ in the number that was chosen, or, where none was, in any that
  /// a sweep of the preset's varies.
  init?(_ input: ReportInput) {
    let cells = Self.cells(of: input)
    if let axis = input.selection.x {
      self.axis = axis
      groups = Self.groups(cells, over: axis)
    } else {
      let found = SweepAxis.allCases.lazy.map { axis in
        (axis, Self.groups(cells, over: axis).filter { $0.cells.contains(where: \.isOfSweep) })
      }.first { !$0.1.isEmpty }
      guard let found else { return nil }
      (axis, groups) = found
    }
    if groups.isEmpty { return nil }
  }

  /// Those that have a result and are to be shown, apart by their setting.
  private static func cells(of input: ReportInput) -> [Cell] {
    let isAskedFor = input.selection.x != nil
    guard isAskedFor || input.preset.runs.contains(where: { $0.panel == .sweep }) else { return [] }
    return Cell.bySetting(
      planned: input.preset.runs, finished: input.finished, damaged: input.damaged,
      look: input.evidence.look
    ).filter {
      $0.defect == nil && !$0.results.isEmpty && input.selection.shows(model: $0.key.model)
        && input.selection.shows(attention: $0.key.arm.attention.name)
    }
  }

  private static func groups(_ cells: [Cell], over axis: SweepAxis) -> [Group] {
    // A wider model may have more heads of one width, or wider ones: what keeps the curves whole.
    if axis == .width {
      let groups = groups(cells, over: axis, besides: [.heads])
      let isWhole = groups.allSatisfy { group in
        group.arms.allSatisfy { Set($0.points.map(\.x)).count == $0.points.count }
      }
      if isWhole { return groups }
    }
    return groups(cells, over: axis, besides: [])
  }

  private struct Place: Hashable {
    let model: PaperModel
    let recipe: RecipeName
    let setting: [String]
    let evaluationImages: Int
  }

  private static func groups(
    _ cells: [Cell], over axis: SweepAxis, besides others: Set<SweepField>
  ) -> [Group] {
    let free = others.union([axis.field].compactMap(\.self))
    let lengths: Set<SweepField> = [.images, .epochs]
    let fields = SweepField.allCases.filter {
      !free.contains($0) && !(lengths.contains($0) && !lengths.isDisjoint(with: free))
    }
    func place(_ cell: Cell) -> Place {
      Place(
        model: cell.key.model, recipe: cell.key.recipe,
        setting: fields.map { $0.text(of: cell.specification) },
        evaluationImages: cell.specification.evaluationImages)
    }
    let all = Dictionary(grouping: cells, by: place)
    return distinct(cells.map(place)).compactMap { place -> Group? in
      let own = all[place] ?? []
      let placed = own.compactMap { cell in axis.value(of: cell).map { (x: $0, cell: cell) } }
      guard Set(placed.map(\.x)).count > 1 else { return nil }
      func arm(_ cell: Cell) -> Arm { axis == .alpha ? cell.key.arm.withoutAlpha : cell.key.arm }
      return Group(
        model: place.model, recipe: place.recipe,
        arms: distinct(placed.map { arm($0.cell) }).map { each in
          Curve(arm: each, points: placed.filter { arm($0.cell) == each }.sorted { $0.x < $1.x })
        }, others: own.filter { axis.value(of: $0) == nil })
    }
  }

  /// What tells a group from the others, such as "S/32, width 64".
  func name(of group: Group) -> String {
    let varying = SweepField.allCases.filter { field in
      field != .epochs && field != axis.field
        && !(axis == .epochs && field == .images) && !(axis == .width && field == .heads)
        && Set(groups.map { field.text(of: $0.cells[0].specification) }).count > 1
    }
    let recipe = Set(groups.map(\.recipe)).count > 1 ? ["\(group.recipe)"] : []
    return
      (["\(group.model)"] + recipe
      + varying.map { "\($0.words) \($0.text(of: group.cells[0].specification))" })
      .joined(separator: ", ")
  }

  /// Whether arms are shown to be highest at different places, and where each is; of two groups at most.
  var finding: String {
    groups.prefix(2).map { group in
      (groups.count > 1 ? "\(name(of: group)): " : "") + finding(of: group)
    }.joined(separator: " ")
  }

  /// Where its numbers stand.
  var findingSources: [Figure.Source] {
    groups.prefix(2).flatMap { group in
      group.arms.compactMap { curve in
        curve.best.map { Figure.Source(Self.percent($0.accuracy), .setting($0.cell)) }
      }
    }
  }

  private static func percent(_ accuracy: Double) -> String {
    "\(NumberText.fixed(accuracy, places: 1)) %"
  }

  private func finding(of group: Group) -> String {
    let bests = group.arms.compactMap { curve in
      curve.best.map { (arm: curve.label(over: axis), best: $0) }
    }
    let places = Set(bests.map(\.best.x))
    func words(_ best: Curve.Best, at place: String) -> String {
      let like = best.like.isEmpty ? "" : "; not told from \(list(best.like.map(Self.number)))"
      return "\(place)(\(Self.percent(best.accuracy))\(like))"
    }
    let each = bests.map { arm, best in
      "\(arm) " + words(best, at: places.count == 1 ? "" : "at \(Self.number(best.x)) ")
    }.joined(separator: ", ")
    guard let first = bests.first else { return "No arm has two values of the \(axis.words)." }
    if bests.count == 1 {
      return "\(first.arm) is highest at a \(axis.words) of \(Self.number(first.best.x)) "
        + words(first.best, at: "") + "."
    }
    if places.count == 1 {
      return
        "Every arm is highest at the same \(axis.words), \(Self.number(first.best.x)): \(each)."
    }
    let shared = bests.map { Set($0.best.like + [$0.best.x]) }.reduce(places.union(first.best.like))
    {
      $0.intersection($1)
    }
    return
      (shared.isEmpty
      ? "Arms are highest at another \(axis.words): "
      : "Arms are not shown to differ in their best \(axis.words): ") + each + "."
  }

  static func number(_ value: Double) -> String { NumberText.shortest(value, places: 6) }
}

extension SweptCells.Curve {
  /// As tables name it; without an exponent where the curve is over that.
  func label(over axis: SweepAxis) -> String {
    axis == .alpha ? arm.label.replacing(" at alpha 1", with: "") : arm.label
  }

  /// Beside the curve.
  func drawnLabel(over axis: SweepAxis) -> String {
    arm.gate == .none && arm.qkNorm && axis != .alpha ? arm.shortLabel : label(over: axis)
  }
}

extension ReportInput {
  /// Every cell of somebody's own sweeps, apart by its setting, and those that the figure shows beside them.
  var sweptCells: [Cell] {
    guard preset.runs.contains(where: { $0.panel == .sweep }) else { return [] }
    let shown = Set(SweptCells(self)?.groups.flatMap(\.cells).map(\.specification) ?? [])
    return Cell.bySetting(
      planned: preset.runs, finished: finished, damaged: damaged, look: evidence.look
    ).filter { $0.isOfSweep || shown.contains($0.specification) }
  }
}

extension Cell {
  /// Whether a sweep of somebody's own has runs of it.
  var isOfSweep: Bool { planned.contains { $0.panel == .sweep } }
}

extension Arm {
  /// The same for every exponent.
  fileprivate var withoutAlpha: Arm {
    guard case .pointwise(let h, _) = attention else { return self }
    return Arm(.pointwise(h, alpha: LengthExponent(1)), gate: gate, qkNorm: qkNorm)
  }
}

extension SweepField {
  /// As a panel's title has it.
  fileprivate var words: String {
    switch self {
    case .images: "images"
    case .epochs: "epochs"
    case .batch: "batch"
    case .learningRate: "learning rate"
    case .weightDecay: "weight decay"
    case .warmUp: "warm-up"
    case .augmentation: "augmentation"
    case .width: "width"
    case .depth: "depth"
    case .heads: "heads"
    case .patch: "patch"
    case .positionEmbedding: "positions"
    case .pooling: "pooling"
    }
  }
}
