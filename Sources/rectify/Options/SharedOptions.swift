import ArgumentParser
import Claims
import Datasets
import Experiments
import Foundation

/// Where runs are kept.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of the run store (default: $RECTIFY_STORE, else runs).", valueName: "path"))
  var store: String?

  var runStore: RunStore { RunStore(path: named ?? "runs") }

  /// Whether somebody said where.
  var isNamed: Bool { named != nil }

  private var named: String? {
    let environment = ProcessInfo.processInfo.environment["RECTIFY_STORE"] ?? ""
    return store ?? (environment.isEmpty ? nil : environment)
  }
}

/// Which data.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A folder of images to use in place of Fashion-MNIST.",
      discussion: """
        IDX files, CIFAR-10 or CIFAR-100 binaries, or PNG images in a sub-folder for each class; the \
        folder's content says which. Where there is no test part, one image in five of each class \
        becomes it. As in: --data ~/data/cifar-10-batches-bin
        """,
      valueName: "path"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Bring every image to this many pixels each way.",
      discussion: """
        Needed for PNG images of several sizes. The patches of 4, 2 and 1 pixels give 64, 256 and \
        1024 tokens at 32 pixels. As in: --data ~/data/leaves --size 32
        """,
      valueName: "pixels"))
  var size: Int?

  private static let sizes = 1...1024

  func validate() throws {
    if let size, !Self.sizes.contains(size) {
      throw ValidationError(
        "--size \(size) is not possible; pass a number from \(Self.sizes.lowerBound) to "
          + "\(Self.sizes.upperBound).")
    }
  }

  /// A new reader each time: keep it where the data are needed twice.
  func reader() -> DatasetReader {
    let isDefault = data == nil && size == nil
    return DatasetReader(
      isDefault ? .fashionMNIST : .folder(data ?? FashionMNIST.folder, size: size))
  }
}

/// Which runs, on which data.
struct PresetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A preset's name (\(Preset.names.joined(separator: ", "))) or the path of a YAML file.",
      valueName: "name"))
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

/// What results are held against.
struct ClaimsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A claims file of your own, in place of the one that ships with the project.",
      discussion: """
        Such as a copy of Sources/Claims/claims.yaml with values read off the paper's figures, and \
        their error.
        """,
      valueName: "file"))
  var claims: String?

  func load() throws -> ClaimsFile {
    if let claims { try ClaimsFile(path: claims) } else { try ClaimsFile.shipped() }
  }

  /// Of the user's own file, as it was loaded, for the provenance of what is drawn with it; nil
  /// without one.
  func digest(of loaded: ClaimsFile) -> String? {
    claims == nil ? nil : "sha256:" + loaded.digest
  }
}

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

/// For verbs that train.
struct TrainingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Threads to train with; results do not depend on it.",
      valueName: "count"))
  var threads: Int = Machine.coreCount

  func validate() throws {
    guard threads >= 1 else {
      throw ValidationError("--threads \(threads) is not possible; pass a number of at least 1.")
    }
  }

  /// Throws where training would be absurdly slow or end in an illegal instruction.
  func requireUsableEngine() throws {
    #if DEBUG
      throw CommandError.debugBuild
    #else
      guard Machine.processorIsSufficient else {
        throw CommandError.processorInsufficient(compiled: Machine.compiledVectorInstructions)
      }
    #endif
  }
}
