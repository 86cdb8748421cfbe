import Claims
import Experiments
import Foundation
import Reports

/// The records of a `quick` run that lie in the project: a fresh clone has something to show.
enum CommittedExample {
  static let path = "reports/example/records"
}

extension StoreOptions {
  /// What a preset has in the store; in the committed example where the store has nothing of it and
  /// nobody named one. A line says so.
  func input(_ preset: Preset, claims: ClaimsFile) -> ReportInput {
    let input = ReportInput(preset: preset, stores: stores, claims: claims)
    guard input.isEmpty, let example = exampleInput(preset, claims: claims) else {
      return input
    }
    ProgressPrinter().line(
      "No results in \(stores.names): showing the committed example in \(CommittedExample.path).")
    return example
  }

  /// What a preset has in the committed example; nil without a run, and where a store was named.
  func exampleInput(_ preset: Preset, claims: ClaimsFile) -> ReportInput? {
    guard !isNamed, FileManager.default.fileExists(atPath: CommittedExample.path) else {
      return nil
    }
    let input = ReportInput(
      preset: preset, store: RunStore(path: CommittedExample.path), claims: claims)
    return input.finished.isEmpty ? nil : input
  }
}
