import ArgumentParser
import Experiments

/// Which of the preset's families.
struct FamilyArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Families of experiments (default: all): "
        + "\(Family.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "family"))
  // Names, checked when the command runs, so that a mistyped option is what the parser complains of
  // and not the value behind it.
  var names: [String] = []

  func families() throws -> [Family] {
    try names.map { name in
      guard let family = Family(rawValue: name) else {
        throw ValidationError(
          "There is no family '\(name)'; pass one of "
            + "\(Family.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return family
    }
  }

  /// - Throws: an error where the preset has no run of them.
  func runs(of preset: Preset) throws -> [PlannedRun] {
    let runs = preset.runs(of: try families())
    guard !runs.isEmpty else {
      throw CommandError.noRuns(
        families: names, preset: preset.name,
        known: Family.allCases.filter { !preset.runs(of: [$0]).isEmpty }.map(\.rawValue))
    }
    return runs
  }
}
