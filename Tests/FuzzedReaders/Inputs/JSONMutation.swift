/// JSON as a tree that keeps what JSON allows and Foundation does not tell apart: how a number is
/// written, and a key that stands twice.
indirect enum JSONTree {
  struct Member {
    var key: String
    var value: JSONTree
  }

  case object([Member])
  case array([JSONTree])
  case string(String)
  /// A number, true, false, null, or what is none of these.
  case word(String)

  /// Nil where the text is no JSON.
  init?(_ bytes: [UInt8]) {
    var parser = Parser(rest: bytes[...])
    guard let value = parser.value(depth: 0) else { return nil }
    self = value
  }

  var text: String {
    switch self {
    case .object(let members):
      "{" + members.map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .string(let text): Self.quoted(text)
    case .word(let word): word
    }
  }

  private static func quoted(_ text: String) -> String {
    "\""
      + text.unicodeScalars.map { scalar in
        switch scalar {
        case "\"", "\\": "\\" + String(scalar)
        case _ where scalar.value < 0x20:
          "\\u" + String(0x10000 + scalar.value, radix: 16).dropFirst()
        default: String(scalar)
        }
      }.joined() + "\""
  }

  /// Changes one value, key or member, whichever the way down leads to.
  mutating func mutate(_ mutation: inout Mutation) {
    switch self {
    case .object(var members) where !members.isEmpty && !mutation.one(in: 10):
      let place = mutation.number(below: members.count)
      switch mutation.number(below: 16) {
      case 0: members.remove(at: place)
      case 1: members.append(Member(key: members[place].key, value: .word("\(mutation.integer())")))
      case 2: members[place].key = mutation.element(of: ["", "x", "schemaVersion", "id", "\u{0}"])
      case 3: members[place].value = members[mutation.number(below: members.count)].value
      default: members[place].value.mutate(&mutation)
      }
      self = .object(members)
    case .array(var values) where !values.isEmpty && !mutation.one(in: 10):
      let place = mutation.number(below: values.count)
      switch mutation.number(below: 10) {
      case 0: values.remove(at: place)
      case 1: values.append(values[place])
      case 2 where values.count < 1 << 8: values += values
      case 3: values = []
      default: values[place].mutate(&mutation)
      }
      self = .array(values)
    case .string(let text) where !mutation.one(in: 4): self = .string(Self.changed(text, &mutation))
    default: self = Self.other(&mutation)
    }
  }

  /// A text that stands for a number stays one.
  private static func changed(_ text: String, _ mutation: inout Mutation) -> String {
    if Double(text) != nil, !mutation.one(in: 4) { return "\(mutation.integer())" }
    switch mutation.number(below: 4) {
    case 0: return ""
    case 1: return text + text
    case 2:
      return mutation.element(of: [
        "0", "-1", "true", "false", "none", "softmax", "relu", "learned", "S/8", "diverged",
        "completed", "nan", "inf", "1:2:3", "a:1:1,b:2:2", "0.5 of the worth", "0.1 to 10.0",
      ])
    default: return String(decoding: mutation.bytes(Array(text.utf8)), as: UTF8.self)
    }
  }

  private static func other(_ mutation: inout Mutation) -> JSONTree {
    switch mutation.number(below: 8) {
    case 0: .word("null")
    case 1: .word(mutation.element(of: ["true", "false"]))
    case 2: .array([])
    case 3: .object([])
    case 4: .string("\(mutation.integer())")
    case 5:
      .word(
        mutation.element(of: [
          "-0", "0.5", "1e308", "-1e308", "1e-400", "1e999", "0.1e-5", "1.0", "NaN", "00", "1e",
          "99999999999999999999", "18446744073709551615",
        ]))
    default: .word("\(mutation.integer())")
    }
  }

  private struct Parser {
    var rest: ArraySlice<UInt8>

    private mutating func skipSpace() { rest = rest.drop { [9, 10, 13, 32].contains($0) } }

    private mutating func skip(_ sign: Character) -> Bool {
      skipSpace()
      guard rest.first == sign.asciiValue else { return false }
      rest.removeFirst()
      return true
    }

    mutating func value(depth: Int) -> JSONTree? {
      guard depth < 64 else { return nil }
      if skip("{") {
        var members: [Member] = []
        while !skip("}") {
          guard skip("\""), let key = string(), skip(":"), let value = value(depth: depth + 1)
          else { return nil }
          members.append(Member(key: key, value: value))
          _ = skip(",")
        }
        return .object(members)
      }
      if skip("[") {
        var values: [JSONTree] = []
        while !skip("]") {
          guard let value = value(depth: depth + 1) else { return nil }
          values.append(value)
          _ = skip(",")
        }
        return .array(values)
      }
      if skip("\"") { return string().map(JSONTree.string) }
      let word = rest.prefix { !Array(",]} \n\r\t:\"".utf8).contains($0) }
      guard !word.isEmpty else { return nil }
      rest = rest.dropFirst(word.count)
      return .word(String(decoding: word, as: UTF8.self))
    }

    /// Behind its opening quotation mark. An escape is kept as the character behind it, which is
    /// enough for a start to mutate from.
    private mutating func string() -> String? {
      var bytes: [UInt8] = []
      while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "\"") { return String(decoding: bytes, as: UTF8.self) }
        if byte == UInt8(ascii: "\\") {
          guard let escaped = rest.popFirst() else { return nil }
          bytes.append(escaped)
        } else {
          bytes.append(byte)
        }
      }
      return nil
    }
  }
}

extension JSONTree {
  /// A change of a text, by its tree where it has one.
  static func mutated(_ bytes: [UInt8], _ mutation: inout Mutation) -> [UInt8] {
    guard !mutation.one(in: 20), var tree = JSONTree(bytes) else { return mutation.bytes(bytes) }
    for _ in 0...mutation.number(below: 3) { tree.mutate(&mutation) }
    return Array(tree.text.utf8)
  }
}
