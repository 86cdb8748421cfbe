import Datasets
import Networks
import Paper

/// A fixed list of runs and timings, from a file that people edit.
public struct Preset: Hashable, Sendable {
  public let name: String
  /// Its question, in one line; nil where the file says none.
  public let title: String?
  /// Its place on the ladder; nil for one that stands apart.
  public let rung: Rung?
  /// Those that it extends, the one that extends none first: for `full`, `quick` and `standard`.
  /// Their runs are the first of this one's, with the same identities.
  public let extended: [Preset]
  /// Whether it adds to a preset that ships with the project, so that what it adds is exploratory.
  let isAddition: Bool
  /// What its models are scaled to.
  public let scale: ModelScale
  /// What the runs are planned on: the data at hand, or what the preset is for where those do not
  /// fit it.
  public let data: DatasetIdentity
  /// The data at hand, where they are not what the preset is for: it can be priced then, not run.
  public let unfitData: DatasetIdentity?
  /// In the order in which they are trained, which is that of what they decide; no two share a
  /// specification.
  public let runs: [PlannedRun]
  /// Overheads at the paper's widths and lengths.
  public let timings: [PlannedTiming]
  /// Wall-clock seconds for the step times of the scaling family's models; nil where the preset
  /// does not ask for them.
  public let stepTimeSeconds: Double?
  /// Models of which a layer is shared over processes, to count what those send each other.
  public let parallelModels: [PaperModel]
  /// Seeds over which mean attention weights before training are measured; nil where the preset
  /// does not ask for them.
  public let initialisation: Int?

  /// Its rung with its runs, after those of the rungs that it extends, from the lowest; none for a preset
  /// that stands apart from the ladder. One that adds only sweeps to a rung has its claims decided as the
  /// rung does.
  public var rungs: [(rung: Rung, planned: [PlannedRun])] {
    guard rung != nil || addsSweepsAlone else { return [] }
    return (extended + [self]).compactMap { preset in preset.rung.map { ($0, preset.runs) } }
  }

  private var addsSweepsAlone: Bool {
    guard isAddition, let base = extended.last(where: { !$0.isAddition }) else { return false }
    return runs.filter { $0.panel != .sweep } == base.runs
  }

  package static let shipped = [
    (name: "smoke", yaml: PackageResources.smoke_yaml),
    (name: "quick", yaml: PackageResources.quick_yaml),
    (name: "standard", yaml: PackageResources.standard_yaml),
    (name: "full", yaml: PackageResources.full_yaml),
    (name: "paper", yaml: PackageResources.paper_yaml),
  ]

  /// The presets that ship with the project.
  public static let names = shipped.map(\.name)

  /// Of all timings together, on a quiet machine.
  public var timingSeconds: Double { timings.reduce(stepTimeSeconds ?? 0) { $0 + $1.seconds } }

  /// Of all runs, with their evaluation.
  public var flops: Double { runs.flops }

  /// The runs that serve any of some families; all of them where none is named.
  public func runs(of families: [Family]) -> [PlannedRun] {
    families.isEmpty ? runs : runs.filter { !Set($0.families).isDisjoint(with: families) }
  }

  /// The most runs that a file's lists may come to, with those that it names twice.
  static let mostRuns = 1 << 17

  /// What `initialisation` asks for.
  public var initialisationMeasurement: InitialisationMeasurement? {
    initialisation.map { InitialisationMeasurement(data: data, seeds: $0) }
  }

  /// One run for each model and attention of the scaling family, softmax or h at alpha = 1: what
  /// step times are measured of. Empty where the preset does not ask for them.
  public var runsToTime: [PlannedRun] {
    guard stepTimeSeconds != nil else { return [] }
    var timed: [PaperModel: Set<String>] = [:]
    return runs.filter { run in
      let model = run.specification.model
      let isAsTrained =
        run.families.contains(.scaling) && model.gate == .none && model.qkNorm
        && (model.attention == .softmax || model.attention.alpha == LengthExponent(1))
      return isAsTrained && timed[run.model, default: []].insert(model.attention.name).inserted
    }
  }

  /// - Throws: an error that says what data the preset is for, where those at hand do not fit it.
  public func requireData() throws(ExperimentError) {
    if let unfitData { throw .unfitData(preset: name, needed: data, found: unfitData) }
  }
}

extension DatasetIdentity {
  /// Whether other data have images of the same size.
  func hasImages(of other: DatasetIdentity) -> Bool {
    (height, width, channels) == (other.height, other.width, other.channels)
  }
}

extension Sequence<PlannedRun> {
  /// Floating-point operations of training and evaluation.
  public var flops: Double { reduce(0) { $0 + $1.specification.flops } }
}
