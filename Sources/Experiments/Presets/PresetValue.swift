import Datasets
import Networks
import Paper
import Yams

/// A value of a preset's YAML with the path that leads to it, read strictly: every mistake throws
/// an error that names file, line and path.
struct PresetValue {
  let file: String
  /// Such as `sweeps[0].cells[2].alpha`; empty for the whole file.
  let path: String
  let node: Node

  init(file: String, text: String) throws(ExperimentError) {
    self.file = file
    path = ""
    let composed: Node?
    do {
      composed = try Yams.compose(yaml: text)
    } catch {
      // Yams shows the place over several lines; a message of ours is one sentence.
      let reason = "\(error)".split(separator: "\n").joined(separator: " ")
      throw .preset(file: file, line: nil, field: "", problem: .syntax(reason))
    }
    guard let composed else {
      throw .preset(file: file, line: nil, field: "", problem: .syntax("it is empty"))
    }
    node = composed
  }

  private init(file: String, path: String, node: Node) {
    self.file = file
    self.path = path
    self.node = node
  }

  func problem(_ problem: ExperimentError.PresetProblem) -> ExperimentError {
    .preset(file: file, line: node.mark?.line, field: path, problem: problem)
  }

  /// The values of a mapping that has all of `required` and nothing besides `optional`.
  func mapping(
    required: [String], optional: [String] = []
  ) throws(ExperimentError) -> [String: PresetValue] {
    guard case .mapping(let mapping) = node else {
      throw problem(.wrongKind(expected: "a mapping"))
    }
    var values: [String: PresetValue] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard required.contains(name) || optional.contains(name) else {
        let here = PresetValue(file: file, path: path, node: key)
        throw here.problem(.unknownKey(name, allowed: required + optional))
      }
      let inner = path.isEmpty ? name : "\(path).\(name)"
      values[name] = PresetValue(file: file, path: inner, node: value)
    }
    for name in required where values[name] == nil { throw problem(.missingKey(name)) }
    return values
  }

  /// The values of a sequence of at least one.
  func sequence() throws(ExperimentError) -> [PresetValue] {
    guard case .sequence(let sequence) = node, !sequence.isEmpty else {
      throw problem(.wrongKind(expected: "a list with at least one entry"))
    }
    return sequence.enumerated().map {
      PresetValue(file: file, path: "\(path)[\($0.offset)]", node: $0.element)
    }
  }

  /// A sequence, or a single value in its place.
  func values() throws(ExperimentError) -> [PresetValue] {
    if case .scalar = node { [self] } else { try sequence() }
  }

  func text() throws(ExperimentError) -> String {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      throw problem(.wrongKind(expected: "a word"))
    }
    return scalar.string
  }

  /// A name as `NameRule` has it.
  func name() throws(ExperimentError) -> String {
    let text = try text()
    guard NameRule.defect(of: text) == nil else { throw problem(.name(text)) }
    return text
  }

  /// One of `allowed`.
  func choice(_ allowed: [String]) throws(ExperimentError) -> String {
    let text = try text()
    guard allowed.contains(text) else { throw problem(.unknownValue(text, allowed: allowed)) }
    return text
  }

  /// One of `known`, by its raw value.
  func choice<Value>(among known: [Value]) throws(ExperimentError) -> Value
  where Value: RawRepresentable, Value.RawValue == String {
    let text = try choice(known.map(\.rawValue))
    return known.first { $0.rawValue == text }!
  }

  func integer(
    atLeast minimum: Int, atMost maximum: Int = TrainingRecipe.mostImages
  ) throws(ExperimentError) -> Int {
    guard let value = Int(try text()), value >= minimum else {
      throw problem(.wrongKind(expected: "a whole number of at least \(minimum)"))
    }
    guard value <= maximum else {
      throw problem(.wrongKind(expected: "a whole number of at most \(maximum)"))
    }
    return value
  }

  func flag() throws(ExperimentError) -> Bool { try choice(["true", "false"]) == "true" }

  func number() throws(ExperimentError) -> Double {
    guard let value = DecimalText(try text()), value.number > 0 else {
      throw problem(.wrongKind(expected: "a positive decimal number"))
    }
    return value.number
  }

  /// A decimal of at most two places, exactly, in hundredths.
  ///
  /// - Parameter expected: what an error asks for.
  func hundredths(
    _ range: ClosedRange<Int> = 0...Int.max,
    expected: String = "a decimal number with at most two places"
  ) throws(ExperimentError) -> Int {
    guard let value = DecimalText(try text())?.hundredths, range.contains(value) else {
      throw problem(.wrongKind(expected: expected))
    }
    return value
  }

  /// A number as people write it, also as `3e-4`.
  ///
  /// - Parameter expected: what an error asks for.
  func decimal(
    atMost maximum: Double, expected: String, where isAllowed: (Double) -> Bool = { _ in true }
  ) throws(ExperimentError) -> DecimalNumber {
    guard let number = DecimalNumber(written: try text()), number.value <= maximum,
      isAllowed(number.value)
    else { throw problem(.wrongKind(expected: expected)) }
    return number
  }

  /// One line of at most 200 characters, without what would act on a terminal.
  func title() throws(ExperimentError) -> String {
    let text = try text()
    let isPlain = text.unicodeScalars.allSatisfy {
      switch $0.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
      default: true
      }
    }
    guard isPlain, text.count <= 200 else {
      throw problem(.wrongKind(expected: "one line of at most 200 characters"))
    }
    return text
  }
}

extension PresetValue {
  /// An entry of a preset's timings.
  enum Timing {
    case overhead(PlannedTiming)
    /// Step times of the scaling family's models, for so many wall-clock seconds.
    case models(seconds: Double)
    /// What processes that share a layer of the model send each other: counted, in a second or two.
    case parallel(model: PaperModel)
  }

  func timing() throws(ExperimentError) -> Timing {
    // What a timing needs depends on its name.
    let all = try mapping(
      required: ["name"], optional: ["model", "seconds", "halfWidth", "peer"])
    let name = try all["name"]!.choice(TimingSubject.allCases.map(\.description))
    let subject = TimingSubject(name)!
    switch subject {
    case .models:
      let keys = try mapping(required: ["name", "seconds"])
      return .models(seconds: try keys["seconds"]!.number())
    case .parallel:
      let keys = try mapping(required: ["name", "model"])
      return .parallel(model: try keys["model"]!.choice(among: subject.models!))
    case .comparison(let name):
      let keys = try mapping(
        required: ["name", "model", "seconds", "halfWidth"],
        optional: name == .attention ? ["peer"] : [])
      return .overhead(
        PlannedTiming(
          name: name, model: try keys["model"]!.choice(among: name.models),
          seconds: try keys["seconds"]!.number(), halfWidth: try keys["halfWidth"]!.number(),
          hasPeer: try keys["peer"]?.flag() ?? false))
    }
  }

  /// What data a preset is for; they have no digest, since nobody has looked at them.
  func dataset() throws(ExperimentError) -> DatasetIdentity {
    let keys = try mapping(required: [
      "name", "trainingImages", "testImages", "classes", "height", "width", "channels",
    ])
    func count(_ key: String) throws(ExperimentError) -> Int {
      try keys[key]!.integer(atLeast: 1)
    }
    func size(_ key: String) throws(ExperimentError) -> Int {
      try keys[key]!.integer(atLeast: 1, atMost: 1 << 20)
    }
    return DatasetIdentity(
      digest: "", trainingImages: try count("trainingImages"),
      testImages: try count("testImages"), classes: try size("classes"),
      height: try size("height"), width: try size("width"), channels: try size("channels"),
      origin: .preset(name: try keys["name"]!.name()))
  }
}

/// A plain decimal as a person writes it: digits, and at most one point with digits on both sides.
private struct DecimalText {
  let number: Double
  /// Nil when there are more than two places.
  let hundredths: Int?

  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, text.count <= 15,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let number = Double(text)
    else { return nil }
    self.number = number
    let places = parts.count == 2 ? String(parts[1]) : ""
    hundredths =
      places.count <= 2
      ? Int(String(parts[0]) + places + String(repeating: "0", count: 2 - places.count)) : nil
  }
}
