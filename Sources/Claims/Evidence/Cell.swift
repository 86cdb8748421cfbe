import Experiments
import Paper

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
  /// What makes a result unusable; nil when nothing does.
  public internal(set) var defect: CellDefect?
  /// What the runs share with those that they may be compared with: everything but the arm, the
  /// seed, and the sets that a trained model is scored on besides.
  let settings: Set<RunSpecification>

  /// Share of the test images that are right, in [0, 1], by seed; a diverged run scores chance.
  public var accuracies: [UInt64: Double] { results.mapValues(\.accuracy) }
  public var diverged: Int { results.values.count { $0.diverged } }
  /// The seeds that are planned, each once, whatever the runs of one seed differ in.
  public var seeds: Set<UInt64> { Set(planned.map(\.specification.seed)) }
  /// Pairing needs every planned seed: a cell with fewer says nothing yet.
  public var isComplete: Bool { seeds.isSubset(of: results.keys) }
  /// Whether the preset lets every run of the cell decide.
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

  /// What an accuracy claim compares, by seed.
  func values(_ quantity: Quantity) -> [UInt64: Double] {
    quantity == .transferAccuracy ? transferAccuracies : accuracies
  }

  init(_ key: CellKey, planned: [PlannedRun]) {
    self.key = key
    self.planned = planned.sorted { $0.specification.seed < $1.specification.seed }
    settings = Set(
      planned.map { run in
        var setting = run.specification
        setting.model.attention = .softmax
        setting.model.gate = .none
        setting.model.qkNorm = true
        setting.transfer = []
        setting.seed = 0
        return setting
      })
  }

  /// The same plan with other results, one for each of `seeds`.
  func withResults(_ results: [UInt64: SeedResult]) -> Cell {
    var cell = self
    cell.results = results
    cell.defect = nil
    return cell
  }
}
