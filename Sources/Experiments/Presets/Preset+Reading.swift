import Datasets
import Files
import Paper

extension Preset {
  /// A shipped preset by its name, or a file by its path: anything that holds a slash or ends in
  /// `.yaml` or `.yml`.
  ///
  /// - Parameter transfer: sets at hand besides the digits; the scaling family is scored on each.
  public static func load(
    _ name: String, data: DatasetIdentity, transfer: [TransferSet] = []
  ) throws(ExperimentError) -> Preset {
    let (file, text) = try source(name)
    return try Preset(
      file: file, text: text, data: data, transfer: transfer, rung: rung(ofPreset: name))
  }

  /// A file of somebody's own is no rung, whatever it is called.
  private static func rung(ofPreset name: String) -> Rung? {
    isPath(name) ? nil : Rung(rawValue: name)
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

  /// Reads a preset's text.
  ///
  /// - Parameters:
  ///   - file: what errors call it; what it extends is looked for from its folder.
  ///   - rung: what it is of the ladder.
  public init(
    file: String, text: String, data: DatasetIdentity, transfer: [TransferSet] = [],
    rung: Rung? = nil
  ) throws(ExperimentError) {
    try self.init(
      PresetValue(file: file, text: text), data: data, transfer: transfer, rung: rung, readFrom: [])
  }

  /// - Parameter files: those whose `extends` led here.
  private init(
    _ root: PresetValue, data: DatasetIdentity, transfer: [TransferSet], rung: Rung?,
    readFrom files: [String]
  ) throws(ExperimentError) {
    let all = try root.mapping(
      required: ["name"],
      optional: ["title", "extends", "scale", "data", "sweeps", "timings", "initialisation"])
    self.rung = rung
    var base: Preset?
    var isAddition = false
    let keys: [String: PresetValue]
    if let value = all["extends"] {
      keys = try root.mapping(
        required: ["name", "extends"], optional: ["title", "sweeps", "timings", "initialisation"])
      let (source, name) = try value.extendedSource(readFrom: files)
      base = try Preset(
        source, data: data, transfer: transfer, rung: Self.rung(ofPreset: name),
        readFrom: files + [root.file])
      isAddition = rung == nil && (!Self.isPath(name) || base!.isAddition)
    } else {
      keys = try root.mapping(
        required: ["name", "sweeps"],
        optional: ["title", "scale", "data", "timings", "initialisation"])
    }
    name = try keys["name"]!.name()
    title = try keys["title"]?.title()
    extended = base.map { $0.extended + [$0] } ?? []
    self.isAddition = isAddition
    if let base {
      (scale, self.data, unfitData) = (base.scale, base.data, base.unfitData)
    } else {
      scale = try keys["scale"]?.choice(among: ModelScale.allCases) ?? .ours
      let needed = try keys["data"]?.dataset()
      let isFit = needed.map { $0.hasImages(of: data) } ?? true
      unfitData = isFit ? nil : data
      self.data = isFit ? data : needed!
    }

    let setting = PresetSweep.Setting(
      data: self.data, scale: scale, transfer: transfer,
      isAddition: isAddition)
    var merging = MergedRuns(base?.runs ?? [])
    var room = Self.mostRuns - merging.runs.count
    for value in try keys["sweeps"]?.sequence() ?? [] {
      let sweep = try PresetSweep(value, setting, room: room)
      room -= sweep.runs.count
      for run in sweep.runs { merging.add(run) }
    }
    runs = merging.runs

    if let value = keys["timings"] {
      (timings, stepTimeSeconds, parallelModels) = try Self.timings(value, of: runs)
    } else {
      timings = base?.timings ?? []
      stepTimeSeconds = base?.stepTimeSeconds
      parallelModels = base?.parallelModels ?? []
    }
    if let value = keys["initialisation"] {
      let seeds = try value.mapping(required: ["seeds"])["seeds"]!.integer(
        atLeast: 1, atMost: 1 << 20)
      let measurement = InitialisationMeasurement(data: self.data, seeds: seeds)
      if let defect = measurement.defect { throw value.problem(.shape(defect)) }
      initialisation = seeds
    } else {
      initialisation = base?.initialisation
    }
  }

  private static func timings(
    _ value: PresetValue, of runs: [PlannedRun]
  ) throws(ExperimentError) -> ([PlannedTiming], stepTimes: Double?, parallel: [PaperModel]) {
    var timings: [PlannedTiming] = []
    var stepTimeSeconds: Double?
    var parallelModels: [PaperModel] = []
    for value in try value.sequence() {
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
    return (timings, stepTimeSeconds, parallelModels)
  }
}

extension PresetValue {
  /// The text of the preset that this value names: a shipped one, or a file from this one's folder.
  ///
  /// - Parameter files: those whose `extends` led to this file.
  fileprivate func extendedSource(
    readFrom files: [String]
  ) throws(ExperimentError) -> (PresetValue, name: String) {
    var name = try text()
    if Preset.isPath(name) {
      do { name = try TypedPath.resolve(name) } catch {
        throw problem(.cannotExtend(name, reason: "its path \(error)"))
      }
      let folder = file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[...$0]) } ?? ""
      if !name.hasPrefix("/") { name = folder + name }
    }
    let source: (file: String, text: String)
    do { source = try Preset.source(name) } catch {
      switch error {
      case .unknownPreset:
        throw problem(
          .cannotExtend(name, reason: "no preset of that name ships with the project"))
      case .unreadablePreset(_, let reason):
        throw problem(.cannotExtend(name, reason: "it cannot be read: \(reason)"))
      default: throw error
      }
    }
    // A longer chain is one that comes back to itself, by whatever names.
    guard files.count < 16 else {
      throw problem(.cannotExtend(name, reason: "that file extends this one in its turn"))
    }
    return (try PresetValue(file: source.file, text: source.text), name)
  }
}

/// The runs of several sweeps, each once.
private struct MergedRuns {
  private(set) var runs: [PlannedRun] = []
  /// Places in `runs`, by what is trained.
  private var places: [RunSpecification: Int] = [:]

  init(_ runs: [PlannedRun]) {
    for run in runs { add(run) }
  }

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
    // One of the claims stays as it is, with its identity, where somebody sweeps over it too.
    if run.panel == .sweep && runs[place].panel == .claims { return }
    let sets = Set(runs[place].specification.transfer).union(run.specification.transfer)
    runs[place].specification.transfer = Array(sets)
    runs[place].families += run.families.filter { !runs[place].families.contains($0) }
    runs[place].confirmatory = runs[place].confirmatory || run.confirmatory
    if run.panel == .claims { runs[place].panel = .claims }
  }
}
