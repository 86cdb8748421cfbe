import Experiments
import Networks
import Paper
import Statistics

/// One model's arms and seeds as they are planned, with the spread that its stored runs show: what
/// simulated runs are drawn from. What all arms of a seed share drops out of every comparison, and is
/// left out.
struct FittedPanel: Sendable {
  let cells: [Cell]
  let look: Look
  /// What the rungs below planned of them, from the lowest.
  let earlier: [(look: Look, cells: [Cell])]
  /// Of one run about what its arm and its seed make of it.
  private let deviation: Double
  private let quantity: Quantity

  /// Where a simulated panel lies, as a share of test images: no comparison depends on it.
  static let level = 0.8

  /// One for each model of the claim that any run is planned for; a model whose own runs do not show
  /// a spread has the mean variance of the others. None where no model shows any.
  static func all(of claim: Claim, _ evidence: Evidence) -> [PaperModel: FittedPanel] {
    var panels: [PaperModel: [Cell]] = [:]
    for model in claim.models {
      let cells = evidence.cells(model: model, recipe: claim.recipe)
      if !cells.isEmpty { panels[model] = cells }
    }
    let variances = panels.compactMapValues { variance($0, claim.quantity) }
    guard !variances.isEmpty else { return [:] }
    let shared = Estimate.mean(variances.sorted { $0.key < $1.key }.map(\.value))
    return panels.mapValues { cells in
      let variance = cells.first.flatMap { variances[$0.key.model] } ?? shared
      return FittedPanel(
        evidence, model: cells[0].key.model, claim: claim, deviation: variance.squareRoot())
    }
  }

  /// - Parameter deviation: of one run about what its arm and its seed make of it.
  init(_ evidence: Evidence, model: PaperModel, claim: Claim, deviation: Double) {
    cells = evidence.cells(model: model, recipe: claim.recipe)
    look = evidence.look
    earlier = evidence.earlier.map {
      ($0.look, $0.cells(model: model, recipe: claim.recipe))
    }
    self.deviation = deviation
    quantity = claim.quantity
  }

  /// The pooled variance of the arms that have every seed of softmax, or of the arm with most.
  private static func variance(_ cells: [Cell], _ quantity: Quantity) -> Double? {
    let sound = cells.filter { $0.isComplete && $0.defect == nil && $0.diverged == 0 }
    let values = sound.map { $0.values(quantity) }
    guard let seeds = values.map(\.keys).max(by: { $0.count < $1.count }),
      seeds.count >= ArmComparison.fewestSeeds
    else { return nil }
    let ordered = seeds.sorted()
    let whole = values.filter { Set($0.keys).isSuperset(of: ordered) }
    guard whole.count >= 2 else { return nil }
    return PairedPanel(values: whole.map { arm in ordered.compactMap { arm[$0] } })
      .pooledVariance
  }

  /// The mean over the stored seeds of one arm minus another; nil where they share none.
  func measured(_ arm: Arm, minus against: Arm) -> Double? {
    guard let left = cells.first(where: { $0.key.arm == arm })?.values(quantity),
      let right = cells.first(where: { $0.key.arm == against })?.values(quantity)
    else { return nil }
    let differences = left.keys.sorted().compactMap { seed in
      right[seed].flatMap { other in left[seed].map { $0 - other } }
    }
    return differences.isEmpty ? nil : Estimate.mean(differences)
  }

  /// Simulated runs.
  ///
  /// - Parameters:
  ///   - means: of the arms that are compared, over `level`; others lie there.
  ///   - spread: times the stored runs'.
  ///   - diverging: arms of which one, drawn by chance, has one diverged seed, drawn by chance.
  func evidence(
    _ means: [Arm: Double], noise: inout ScenarioNoise, spread: Double = 1, diverging: [Arm] = []
  ) -> Evidence {
    let there = diverging.isEmpty ? [] : cells.filter { diverging.contains($0.key.arm) }
    var lost: (arm: Arm, seed: UInt64)?
    if !there.isEmpty {
      let cell = there[noise.choice(below: there.count)]
      let seeds = cell.seeds.sorted()
      lost = (cell.key.arm, seeds[noise.choice(below: seeds.count)])
    }
    let simulated = cells.map { cell in
      let mean = Self.level + (means[cell.key.arm] ?? 0)
      var results: [UInt64: SeedResult] = [:]
      for run in cell.planned where results[run.specification.seed] == nil {
        let seed = run.specification.seed
        let isLost = lost.map { $0.arm == cell.key.arm && $0.seed == seed } ?? false
        results[seed] = result(
          of: run.specification, value: mean + spread * deviation * noise.draw(),
          diverged: isLost)
      }
      return cell.withResults(results)
    }
    guard !earlier.isEmpty else { return Evidence(panel: simulated, look: look) }
    let results = Dictionary(uniqueKeysWithValues: simulated.map { ($0.key, $0.results) })
    return Evidence(
      panel: simulated, look: look,
      earlier: earlier.map { look, cells in
        Evidence(panel: cells.map { $0.withResults(results[$0.key] ?? [:]) }, look: look)
      })
  }

  private func result(
    of specification: RunSpecification, value: Double, diverged: Bool
  ) -> SeedResult {
    let value = diverged ? 1 / Double(specification.model.classes) : value
    let isScored = quantity == .transferAccuracy && !specification.transfer.isEmpty
    return SeedResult(
      accuracy: value, diverged: diverged,
      transfer: isScored ? .init(sets: specification.transfer, accuracy: value) : nil)
  }
}
