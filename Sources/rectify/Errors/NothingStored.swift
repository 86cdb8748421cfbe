import Claims
import Datasets
import Experiments
import Reports
import TextOutput

/// Why there is nothing to show, and what would help.
enum NothingStored {
  /// - Parameters:
  ///   - what: that was to be made.
  ///   - figure: nil where it is no figure.
  ///   - options: of the call.
  static func error(
    _ what: String, figure: FigureName? = nil, input: ReportInput, stores: RunStores,
    options: OptionsInForce
  ) -> CommandError {
    if let figure, !figure.isAwaiting(input) {
      if !input.damages.isEmpty { return .damagedStore(input.damages) }
      return .notInPreset(what: what, preset: input.preset.name)
    }
    let data = input.preset.data
    let runs = input.finished.isEmpty ? (try? StoreCheck(stores))?.runs ?? [] : []
    let stored = runs.map(\.specification)
    let others = Set(stored.map(\.data)).subtracting([data]).map(\.label).sorted()
    let known = Set(input.preset.runs.flatMap(\.specification.transferNames))
    let sets = Set(stored.filter { $0.data == data }.flatMap(\.transferNames)).subtracting(known)
    return .nothingStored(
      what: what, store: stores.names, preset: input.preset.name,
      otherData: stored.contains { $0.data == data } ? [] : others, otherSets: sets.sorted(),
      remedy: options.command(.report))
  }
}
