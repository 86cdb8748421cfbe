import ArgumentParser
import Datasets
import Experiments

/// Which runs, on which data.
struct PresetOptions: ParsableArguments {
  @Option(
    name: .customLong("preset"),
    help: ArgumentHelp(
      "A preset's name (\(Preset.names.joined(separator: ", "))) or the path of a YAML file (default: "
        + "\(Self.usual)).",
      valueName: "name"), transform: PathArgument.preset)
  var named: String?

  static let usual = "quick"

  var preset: String { named ?? Self.usual }

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var transferOptions: TransferOptions

  /// The preset on the data that the reader has.
  func load(_ data: DatasetReader) throws -> Preset { try load(preset, on: data) }

  /// For verbs that do not train: the data themselves are not needed.
  ///
  /// - Parameter other: in place of the one in force.
  func load(_ other: String? = nil) throws -> Preset {
    try load(other ?? preset, on: dataOptions.reader())
  }

  private func load(_ preset: String, on data: DatasetReader) throws -> Preset {
    try Preset.load(preset, data: data.identity(), transfer: transferOptions.sets())
  }
}
