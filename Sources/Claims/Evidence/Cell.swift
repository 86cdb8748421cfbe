import Experiments
import Paper
import Statistics

/// Which runs belong together: one arm of one model under one recipe, over seeds.
public struct CellKey: Hashable, Comparable, Sendable {
  public let model: PaperModel
  public let recipe: RecipeName
  public let arm: Arm

  public init(model: PaperModel, recipe: RecipeName, arm: Arm) {
    self.model = model
    self.recipe = recipe
    self.arm = arm
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.model, left.recipe, left.arm) < (right.model, right.recipe, right.arm)
  }
}

/// The runs of one cell, planned and finished.
public struct Cell: Hashable, Sendable {
  public let key: CellKey
  /// In the order of their seeds.
  public let planned: [PlannedRun]
  /// By seed.
  public internal(set) var results: [UInt64: SeedResult] = [:]
  /// Of training and evaluation, by seed, of the runs whose record says it.
  public internal(set) var coreSeconds: [UInt64: Double] = [:]
  /// When it decides.
  public let look: Look
  /// What makes a result unusable; nil when nothing does.
  public internal(set) var defect: CellDefect?
  /// What the runs share with those that they may be compared with: everything but the arm, the
  /// seed, and the sets that a trained model is scored on besides.
  let settings: Set<RunSpecification>

  /// Share of the test images that are right, in [0, 1], by seed; a diverged run scores chance.
  public var accuracies: [UInt64: Double] { results.mapValues(\.accuracy) }
  /// Shown in training; where the runs differ in it, those of the first.
  public var images: Int { planned.first?.specification.recipe.images ?? 0 }
  public var diverged: Int { results.values.count { $0.diverged } }
  /// The seeds that are planned, each once, whatever the runs of one seed differ in.
  public var seeds: Set<UInt64> { Set(planned.map(\.specification.seed)) }
  /// Pairing needs every planned seed: a cell with fewer says nothing yet.
  public var isComplete: Bool { seeds.isSubset(of: results.keys) }
  /// Whether the preset declares, before training, that every run of the cell decides.
  public var isConfirmatory: Bool { planned.allSatisfy(\.confirmatory) }

  /// Mean over the transfer sets of the 10-shot accuracy, in [0, 1], by seed; runs that were scored
  /// on none have no value.
  public var transferAccuracies: [UInt64: Double] {
    results.compactMapValues(\.transfer?.accuracy)
  }

  /// The sets that the runs were scored on; one list where all agree.
  var transferSets: Set<[TransferSet]> {
    Set(results.values.compactMap { $0.transfer?.sets })
  }

  /// Whether every run is planned to be scored on other data besides.
  var plansTransfer: Bool { planned.allSatisfy { !$0.specification.transfer.isEmpty } }

  /// What guessing scores, with its standard error over the test images; nil where there are none.
  func chance(_ quantity: Quantity) -> (value: Double, standardError: Double)? {
    guard let specification = planned.first?.specification else { return nil }
    let sets: [(classes: Int, images: Int)] =
      quantity == .transferAccuracy
      ? specification.transfer.map { ($0.classes, $0.testImages) }
      : [(specification.model.classes, specification.evaluationImages)]
    guard !sets.isEmpty else { return nil }
    let value = Estimate.mean(sets.map { 1 / Double($0.classes) })
    let images = sets.map(\.images).min() ?? 1
    return (value, FiniteTestSet.standardError(accuracy: value, images: max(1, images)))
  }

  /// What an accuracy claim compares, by seed.
  func values(_ quantity: Quantity) -> [UInt64: Double] {
    quantity == .transferAccuracy ? transferAccuracies : accuracies
  }

  init(_ key: CellKey, planned: [PlannedRun], look: Look) {
    self.key = key
    self.look = look
    self.planned = planned.sorted { $0.specification.seed < $1.specification.seed }
    settings = Set(planned.map(\.specification.setting))
  }

  /// The same plan with those of other results that are of its seeds.
  func withResults(_ results: [UInt64: SeedResult]) -> Cell {
    var cell = self
    let seeds = seeds
    cell.results = results.filter { seeds.contains($0.key) }
    cell.defect = nil
    return cell
  }
}
