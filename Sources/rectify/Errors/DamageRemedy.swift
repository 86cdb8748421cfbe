import Experiments
import TextOutput

/// A command whose errors name the one that makes damaged records again.
protocol DamageRemedy {
  var optionsInForce: OptionsInForce { get }

  /// Nil where it cannot be told which preset asks for the records, which the reader must name then.
  func remedy(of damages: [ExperimentError]) -> PrintedCommand?
}

extension DamageRemedy {
  func remedy(of damages: [ExperimentError]) -> PrintedCommand? {
    optionsInForce.remedy(of: damages)
  }

  /// An error as it is told: of damaged records, with the command that makes them again.
  func namingRemedy(of error: any Error) -> any Error {
    let damages: [ExperimentError]
    switch error {
    case CommandError.damagedStore(let errors, remedy: nil): damages = errors
    case let error as ExperimentError where error.isDamage: damages = [error]
    default: return error
    }
    let damaged = damages.filter(\.isDamage)
    return CommandError.damagedStore(
      damages,
      remedy: remedy(of: damaged).map { "`\($0)`" }
        ?? "`\(optionsInForce.remedy(of: damaged))` and the --preset that asks for it")
  }
}

extension OptionsInForce {
  /// What makes damaged records again: `run` what it makes, `report` everything.
  ///
  /// - Parameters:
  ///   - preset: in place of the one in force.
  ///   - among: paths of stores, in place of those in force: of several, the one that holds the first
  ///     damaged record is written.
  func remedy(
    of damages: [ExperimentError], preset: String? = nil, among others: [String]? = nil
  ) -> PrintedCommand {
    command(
      damages.allSatisfy(\.isOfTraining) ? .run : .report, [RedoDamaged.flag], preset: preset,
      store: (others ?? stores).first { damages.first?.damagedPath?.hasPrefix($0 + "/") ?? false })
  }
}

extension ExperimentError {
  fileprivate var isDamage: Bool { damagedPath != nil }

  /// Of a damaged record.
  var damagedPath: String? {
    if case .damagedRecord(let file, _) = self { file } else { nil }
  }

  /// The last two parts of the path: the folder, and the file in it.
  private var damagedFile: (folder: Substring, name: Substring)? {
    let parts = (damagedPath ?? "").split(separator: "/").suffix(2)
    return parts.count == 2 ? (parts.first!, parts.last!) : nil
  }

  /// Of a run's record, the name of its folder.
  var damagedRun: String? {
    damagedFile.flatMap { $0.folder == "measurements" ? nil : String($0.folder) }
  }

  /// Whether the verb `run` makes the record.
  fileprivate var isOfTraining: Bool {
    guard let file = damagedFile, file.folder == "measurements" else { return true }
    return ["linear-", "initialisation-", "declared-", "\(RunStore.MeasurementKey.margins)"]
      .contains {
        file.name.hasPrefix($0)
      }
  }
}
