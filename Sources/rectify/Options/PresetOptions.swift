import ArgumentParser
import Datasets
import Experiments

/// Which runs, on which data.
struct PresetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A preset's name (\(Preset.names.joined(separator: ", "))) or the path of a YAML file.",
      valueName: "name"), transform: PathArgument.preset)
  var preset = "quick"

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var transferOptions: TransferOptions

  /// The preset on the data that the reader has.
  func load(_ data: DatasetReader) throws -> Preset {
    try Preset.load(preset, data: data.identity(), transfer: transferOptions.sets())
  }

  /// For verbs that do not train: the data themselves are not needed.
  func load() throws -> Preset { try load(dataOptions.reader()) }
}
