import Networks
import Yams

/// The fields of one mapping of a YAML file, read strictly: each is taken once, with its type,
/// and `finish` refuses what nobody asked for.
struct StrictFields {
  let file: String
  /// Which entry of the file's list this is, such as "claim X1"; nil at the top of the file.
  var entry: String?
  /// Of the mapping, from one; nil where the parser does not know.
  private let line: Int?
  /// The path to this mapping, such as "cells."; empty at the top of an entry.
  private let prefix: String
  private var remaining: [(key: String, value: Node)]
  private let known: [String]
  /// Of each key.
  private let lines: [String: Int]
  private var asked: [String] = []

  /// The top of a file, whose schema version is read first.
  ///
  /// - Parameter older: what to do with a file of an older version.
  /// - Throws: `ClaimsError` where the text is not YAML, no mapping, or of another version.
  init(
    yaml: String, file: String, field: String, version: Int,
    older: (_ version: Int) -> String? = { _ in nil }
  ) throws {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      let line = "\(error)".split(separator: "\n").first.map(String.init) ?? "no detail"
      throw ClaimsError.unreadable(file: file, problem: line)
    }
    try self.init(root, file: file, entry: nil, field: field)
    let found = try integer("schemaVersion")
    guard found == version else {
      throw error(
        "schemaVersion", "is \(found)",
        older(found) ?? "write \(version), the version read here")
    }
  }

  init(_ node: Node?, file: String, entry: String?, field: String, prefix: String = "") throws {
    self.file = file
    self.entry = entry
    line = node?.mark?.line
    self.prefix = prefix
    guard let mapping = node?.mapping else {
      throw ClaimsError.field(
        file: file, line: line, entry: entry, field: field, problem: "is not a mapping",
        remedy: "write one \"key: value\" a line")
    }
    remaining = []
    var lines: [String: Int] = [:]
    for (node, value) in mapping {
      guard let key = node.scalar?.string else {
        throw ClaimsError.field(
          file: file, line: line, entry: entry, field: field,
          problem: "has a key that is not text",
          remedy: "write plain words as keys")
      }
      remaining.append((key, value))
      lines[key] = node.mark?.line
    }
    self.lines = lines
    known = remaining.map(\.key)
  }

  func error(_ field: String, _ problem: String, _ remedy: String) -> ClaimsError {
    .field(
      file: file, line: lines[field] ?? line, entry: entry, field: prefix + field,
      problem: problem, remedy: remedy)
  }

  func has(_ field: String) -> Bool { known.contains(field) }

  private mutating func take(_ field: String) throws -> Node {
    asked.append(field)
    guard let index = remaining.firstIndex(where: { $0.key == field }) else {
      throw error(field, "is missing", "add it")
    }
    return remaining.remove(at: index).value
  }

  /// Refuses keys that nothing has read.
  func finish() throws {
    guard let stray = remaining.first else { return }
    throw error(
      stray.key, "is not known here",
      "remove it or use one of \(asked.map { prefix + $0 }.joined(separator: ", "))")
  }

  mutating func text(_ field: String) throws -> String {
    let node = try take(field)
    guard let text = node.scalar?.string, !text.isEmpty else {
      throw error(field, "is not text", "write a word or a sentence")
    }
    return text
  }

  /// Nil where the file says `none`.
  mutating func textOrNone(_ field: String) throws -> String? {
    let text = try text(field)
    return text == "none" ? nil : text
  }

  mutating func integer(_ field: String) throws -> Int {
    let text = try text(field)
    guard let value = Int(text) else {
      throw error(field, "is \"\(text)\"", "write a whole number")
    }
    return value
  }

  mutating func integerOrNone(_ field: String) throws -> Int? {
    guard let text = try textOrNone(field) else { return nil }
    guard let value = Int(text) else {
      throw error(field, "is \"\(text)\"", "write a whole number or none")
    }
    return value
  }

  mutating func number(_ field: String, above bound: Double) throws -> Double {
    let text = try text(field)
    guard let value = Double(text), value.isFinite, value > bound else {
      throw error(field, "is \"\(text)\"", "write a number above \(bound)")
    }
    return value
  }

  /// Nil where the file says `unknown`.
  mutating func integerOrUnknown(_ field: String) throws -> Int? {
    let text = try text(field)
    if text == "unknown" { return nil }
    guard let value = Int(text) else {
      throw error(field, "is \"\(text)\"", "write a whole number or unknown")
    }
    return value
  }

  /// Nil where the file says `unknown`.
  mutating func numberOrUnknown(_ field: String) throws -> Double? {
    let text = try text(field)
    if text == "unknown" { return nil }
    guard let value = Double(text), value.isFinite else {
      throw error(field, "is \"\(text)\"", "write a number or unknown")
    }
    return value
  }

  mutating func numbers(_ field: String) throws -> [Double] {
    try nodes(field).map { node in
      guard let text = node.scalar?.string, let value = Double(text), value.isFinite else {
        throw error(field, "holds something that is not a number", "list plain numbers")
      }
      return value
    }
  }

  /// The fields of each entry of a list.
  ///
  /// - Parameter noun: what an entry is, for messages.
  mutating func entries(_ field: String, noun: String) throws -> [StrictFields] {
    try nodes(field).enumerated().map { index, node in
      let entry = "\(noun) number \(index + 1)"
      return try StrictFields(
        node, file: file, entry: [self.entry, entry].compactMap(\.self).joined(separator: ", "),
        field: prefix + field)
    }
  }

  mutating func range(_ field: String) throws -> ClosedRange<Double> {
    let ends = try texts(field).map(Double.init)
    guard ends.count == 2, let low = ends[0], let high = ends[1], low.isFinite, high.isFinite,
      low < high
    else { throw error(field, "is not a range", "write it as [lower, upper]") }
    return low...high
  }

  mutating func choice<Value>(_ field: String, _: Value.Type) throws -> Value
  where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    let text = try text(field)
    guard let value = Value(rawValue: text) else {
      throw error(
        field, "is \"\(text)\"",
        "choose among \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }

  /// A list of choices.
  mutating func choices<Value>(
    _ field: String, _: Value.Type, noun: String, mayBeEmpty: Bool = false
  ) throws -> [Value] where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    try texts(field, mayBeEmpty: mayBeEmpty).map { [self] name in
      guard let value = Value(rawValue: name) else {
        throw error(
          field, "holds the unknown \(noun) \(name)",
          "choose among \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return value
    }
  }

  mutating func nodes(_ field: String, mayBeEmpty: Bool = false) throws -> [Node] {
    let node = try take(field)
    guard let sequence = node.sequence, mayBeEmpty || !sequence.isEmpty else {
      throw error(field, "is not a list", "write it as [first, second] or one \"- item\" a line")
    }
    return Array(sequence)
  }

  mutating func texts(_ field: String, mayBeEmpty: Bool = false) throws -> [String] {
    let texts = try nodes(field, mayBeEmpty: mayBeEmpty).map { node in
      guard let text = node.scalar?.string else {
        throw error(field, "holds something that is not a word", "list plain words")
      }
      return text
    }
    guard Set(texts).count == texts.count else {
      throw error(field, "names something twice", "list every item once")
    }
    return texts
  }

  mutating func section(_ field: String) throws -> StrictFields {
    try StrictFields(
      try take(field), file: file, entry: entry, field: prefix + field,
      prefix: prefix + field + ".")
  }

  mutating func pattern(_ field: String) throws -> ArmPattern {
    let text = try text(field)
    guard let pattern = ArmPattern(text) else {
      throw error(
        field, "is \"\(text)\"",
        "write one of \(AttentionKind.names.joined(separator: ", ")) or h, with @alpha after a "
          + "function, then \"gated\" or \"without qk-layernorm\" if meant")
    }
    return pattern
  }

  /// One arm: a pattern that leaves no function open.
  mutating func arm(_ field: String) throws -> Arm {
    guard let arm = try pattern(field).arm(of: nil) else {
      throw error(field, "names no function", "write one in the place of h")
    }
    return arm
  }

  mutating func pair(_ field: String) throws -> ArmPair {
    var section = try section(field)
    let pair = ArmPair(arm: try section.pattern("arm"), against: try section.pattern("against"))
    try section.finish()
    return pair
  }
}
