import Claims
import Figures
import Networks
import Paper
import Timing

/// A row of the results, which numbers lead to.
struct ResultRow: Hashable {
  let table: String
  /// By which the table finds it.
  let key: String

  static func claim(_ id: String) -> Self { Self(table: "claims", key: id) }

  static func cell(of claim: String, _ model: PaperModel, _ function: String?) -> Self {
    Self(table: "cells", key: "\(claim) \(model) \(function ?? "")")
  }

  static func run(_ id: String) -> Self { Self(table: "runs", key: id) }

  static func arm(_ cell: Cell) -> Self { Self(table: "arms", key: DataTable.armKey(cell)) }

  /// A cell of a sweep.
  static func setting(_ cell: Cell) -> Self {
    Self(table: "sweeps", key: DataTable.settingKey(cell))
  }

  /// At the length at which claims are decided where no images are given.
  static func difference(
    _ name: String, _ model: PaperModel, _ recipe: RecipeName, images: Int? = nil
  ) -> Self {
    Self(
      table: "differences", key: "\(model) \(recipe) \(images.map { "\($0) " } ?? "")\(name)")
  }

  static func timing(_ timing: TimingComparison) -> Self {
    Self(table: "timings", key: "\(timing.id) \(timing.model)")
  }

  static func step(of model: PaperModel, attention: String) -> Self {
    Self(table: "steps", key: "\(model) \(attention)")
  }

  static func weights(at tokens: Int, qkNorm: Bool, attention: String) -> Self {
    Self(
      table: "initialisation", key: DataTable.initialisationKey(tokens, qkNorm, attention))
  }

  static func collectives(_ counts: SequenceParallelism, _ entry: SequenceParallelism.Entry)
    -> Self
  {
    Self(table: "collectives", key: DataTable.collectivesKey(counts, entry))
  }

  /// An arm that another implementation trained too.
  static func independent(_ arm: Arm) -> Self { Self(table: "independent", key: arm.label) }

  static let linearClassifier = Self(table: "baselines", key: "linear classifier")

  static func errorRate(_ claim: String, _ scenario: String) -> Self {
    Self(table: "error_rates", key: "\(claim) \(scenario)")
  }

  static func trajectory(_ arm: String, _ recipe: String) -> Self {
    Self(table: "trajectories", key: "\(arm) \(recipe)")
  }
}

extension Figure.Source {
  init(_ words: String, _ row: ResultRow) {
    self.init(words: words, table: row.table, row: row.key)
  }
}
