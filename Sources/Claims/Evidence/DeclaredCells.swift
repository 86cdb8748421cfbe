import Experiments

/// The cells that a rung declares to decide, with their seeds and the level, as they were before the
/// first of the rung's own runs was trained, so that what is declared after results were seen can be
/// named. Kept among the store's measurements, and never rewritten.
public struct DeclaredCells: Hashable, Codable, Sendable {
  /// How what a rung declares now differs.
  public struct Change: Hashable, Sendable {
    /// Cells, in words.
    public let added: [String]
    public let removed: [String]
    /// Those that have other seeds.
    public let reseeded: [String]
    /// Nil where the level is the same.
    public let levelWas: Double?

    public var isNone: Bool {
      added.isEmpty && removed.isEmpty && reseeded.isEmpty && levelWas == nil
    }
  }

  public let schemaVersion: Int
  public let rung: Rung
  /// Two-sided, of one look.
  public let level: Double
  /// Seeds by the cell's model, recipe and arm, in words.
  public let cells: [String: [UInt64]]

  /// - Parameter planned: the rung's runs, those of rungs below among them.
  public init(_ rung: Rung, planned: [PlannedRun]) {
    schemaVersion = Self.newestVersion
    self.rung = rung
    level = rung.level
    var cells: [String: [UInt64]] = [:]
    for run in planned where run.confirmatory {
      let arm = Arm(run.specification.model).label
      cells["\(run.model) \(run.recipe) \(arm)", default: []].append(run.specification.seed)
    }
    self.cells = cells.mapValues { $0.sorted() }
  }

  public func change(to now: DeclaredCells) -> Change {
    let (before, after) = (Set(cells.keys), Set(now.cells.keys))
    return Change(
      added: after.subtracting(before).sorted(), removed: before.subtracting(after).sorted(),
      reseeded: before.intersection(after).filter { cells[$0] != now.cells[$0] }.sorted(),
      levelWas: level == now.level ? nil : level)
  }
}

extension RunStore {
  /// Notes what each rung of a preset declares, where none of the rung's own runs is stored; after that
  /// it is too late. A preset outside the ladder declares nothing that is noted.
  public func noteDeclarations(_ preset: Preset) throws(ExperimentError) {
    var below: Set<RunSpecification> = []
    for (rung, planned) in preset.rungs {
      let own = planned.map(\.specification).filter { !below.contains($0) }
      below.formUnion(own)
      let key = MeasurementKey.declared(rung)
      if holds(key) || own.contains(where: { !state(of: $0).isMissing }) { continue }
      try note(DeclaredCells(rung, planned: planned), as: key)
    }
  }
}
