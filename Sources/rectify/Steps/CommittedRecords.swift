import Claims
import Experiments
import Foundation
import Reports

/// The records of a whole run that lie in the project: a fresh clone has something to show.
enum CommittedRecords {
  static let path = "reports/standard/records"
  /// That they were made with.
  static let preset = "standard"

  /// What a preset has in them; nil without a run.
  static func input(_ preset: Preset, claims: ClaimsFile) -> ReportInput? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let input = ReportInput(preset: preset, store: RunStore(path: path), claims: claims)
    return input.finished.isEmpty ? nil : input
  }
}

extension StoreOptions {
  /// What a preset has in the store. Where the store has nothing of it and nobody named one, what it has
  /// in the committed records, which are read as their own preset where nobody named one either: a line
  /// says so.
  func input(_ options: PresetOptions, claims: ClaimsFile) throws -> ReportInput {
    let preset = try options.load()
    let input = ReportInput(preset: preset, stores: stores, claims: claims)
    guard input.isEmpty, !isNamed else { return input }
    let shown = options.named == nil ? try options.load(CommittedRecords.preset) : preset
    guard let committed = CommittedRecords.input(shown, claims: claims) else { return input }
    ProgressPrinter().line(
      "No results in \(stores.names): showing the committed records in \(CommittedRecords.path), "
        + "as the preset \(shown.name).")
    return committed
  }
}
