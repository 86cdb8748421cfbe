import Datasets
import Files
import Networks
import Paper

/// A fixed list of runs and timings, from a file that people edit.
public struct Preset: Hashable, Sendable {
  public let name: String
  /// Its place on the ladder; nil for one that stands apart.
  public let rung: Rung?
  /// What the runs are planned on: the data at hand, or what the preset is for where those do not
  /// fit it.
  public let data: DatasetIdentity
  /// The data at hand, where they are not what the preset is for: it can be priced then, not run.
  public let unfitData: DatasetIdentity?
  /// In the order in which they are trained; no two share a specification.
  public let runs: [PlannedRun]
  /// Overheads at the paper's true shapes.
  public let timings: [PlannedTiming]
  /// Wall-clock seconds for the step times of the scaling family's models; nil where the preset
  /// does not ask for them.
  public let stepTimeSeconds: Double?
  /// Models of which a layer is shared over processes, to count what those send each other.
  public let parallelModels: [PaperModel]
  /// Seeds over which mean attention weights before training are measured; nil where the preset
  /// does not ask for them.
  public let initialisation: Int?

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

  /// A shipped preset by its name, or a file by its path: anything that holds a slash or ends in
  /// `.yaml` or `.yml`.
  ///
  /// - Parameter transfer: sets at hand besides the digits; the scaling family is scored on each.
  public static func load(
    _ name: String, data: DatasetIdentity, transfer: [TransferSet] = []
  ) throws(ExperimentError) -> Preset {
    let (file, text) = try source(name)
    // A file of somebody's own is no rung, whatever it is called.
    let rung = isPath(name) ? nil : Rung(rawValue: name)
    return try Preset(file: file, text: text, data: data, transfer: transfer, rung: rung)
  }

  /// A preset's text, and what errors call its file.
  static func source(_ name: String) throws(ExperimentError) -> (file: String, text: String) {
    if isPath(name) {
      let text: String?
      do { text = try FileContent.text(of: name) } catch {
        throw .unreadablePreset(file: name, reason: error.description)
      }
      guard let text else { throw .unreadablePreset(file: name, reason: "it is not UTF-8") }
      return (name, text)
    }
    guard let preset = shipped.first(where: { $0.name == name }) else {
      throw .unknownPreset(name, known: names)
    }
    return ("Presets/\(name).yaml", String(decoding: preset.yaml, as: UTF8.self))
  }

  /// Whether `load` takes it for a file's path, not for the name of a shipped preset.
  public static func isPath(_ name: String) -> Bool {
    name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// Reads a preset's text; `file` is what errors call it.
  public init(
    file: String, text: String, data: DatasetIdentity, transfer: [TransferSet] = [],
    rung: Rung? = nil
  ) throws(ExperimentError) {
    self.rung = rung
    let root = try PresetValue(file: file, text: text)
    let keys = try root.mapping(
      required: ["name", "sweeps"], optional: ["scale", "data", "timings", "initialisation"])
    name = try keys["name"]!.name()
    let scaleName = try keys["scale"]?.choice(ModelScale.allCases.map(\.rawValue))
    let needed = try keys["data"]?.dataset()
    let isFit = needed.map { $0.hasImages(of: data) } ?? true
    unfitData = isFit ? nil : data
    self.data = isFit ? data : needed!
    let setting = PresetSweep.Setting(
      data: self.data, scale: scaleName.flatMap(ModelScale.init) ?? .ours, transfer: transfer)

    var merging = MergedRuns()
    var room = Self.mostRuns
    for value in try keys["sweeps"]!.sequence() {
      let sweep = try PresetSweep(value, setting, room: room)
      room -= sweep.runs.count
      for run in sweep.runs { merging.add(run) }
    }
    runs = merging.runs

    var timings: [PlannedTiming] = []
    var stepTimeSeconds: Double?
    var parallelModels: [PaperModel] = []
    for value in try keys["timings"]?.sequence() ?? [] {
      switch try value.timing() {
      case .overhead(let timing): timings.append(timing)
      case .models(let seconds):
        guard stepTimeSeconds == nil else { throw value.problem(.givenTwice("models")) }
        guard runs.contains(where: { $0.families.contains(.scaling) }) else {
          throw value.problem(.noModelsToTime)
        }
        stepTimeSeconds = seconds
      case .parallel(let model):
        guard !parallelModels.contains(model) else { throw value.problem(.givenTwice("parallel")) }
        parallelModels.append(model)
      }
    }
    self.timings = timings
    self.stepTimeSeconds = stepTimeSeconds
    self.parallelModels = parallelModels
    var seeds: Int?
    if let value = keys["initialisation"] {
      seeds = try value.mapping(required: ["seeds"])["seeds"]!.integer(
        atLeast: 1, atMost: 1 << 20)
      let measurement = InitialisationMeasurement(data: self.data, seeds: seeds!)
      if let defect = measurement.defect { throw value.problem(.shape(defect)) }
    }
    initialisation = seeds
  }
}

/// The runs of several sweeps, each once.
private struct MergedRuns {
  private(set) var runs: [PlannedRun] = []
  /// Places in `runs`, by what is trained.
  private var places: [RunSpecification: Int] = [:]

  /// A run that serves several families is trained once, and scored on the transfer sets of all; it
  /// decides where any of them says so.
  mutating func add(_ run: PlannedRun) {
    var training = run.specification
    training.transfer = []
    guard let place = places[training] else {
      places[training] = runs.count
      runs.append(run)
      return
    }
    let sets = Set(runs[place].specification.transfer).union(run.specification.transfer)
    runs[place].specification.transfer = Array(sets)
    runs[place].families += run.families.filter { !runs[place].families.contains($0) }
    runs[place].confirmatory = runs[place].confirmatory || run.confirmatory
    if run.panel == .claims { runs[place].panel = .claims }
  }
}

extension DatasetIdentity {
  /// Whether other data have images of the same size.
  fileprivate func hasImages(of other: DatasetIdentity) -> Bool {
    (height, width, channels) == (other.height, other.width, other.channels)
  }
}

extension Sequence<PlannedRun> {
  /// Floating-point operations of training and evaluation.
  public var flops: Double { reduce(0) { $0 + $1.specification.flops } }
}
