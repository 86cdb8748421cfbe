import Yams

/// A change of a YAML file, by its tree where it has one.
enum YAMLMutation {
  static func mutated(_ bytes: [UInt8], _ mutation: inout Mutation) throws -> [UInt8] {
    if mutation.one(in: 8) { return mutation.bytes(bytes) }
    let text = String(decoding: bytes, as: UTF8.self)
    if mutation.one(in: 12) { return Array(withAlias(text, &mutation).utf8) }
    guard var root = try? Yams.compose(yaml: text) else { return mutation.bytes(bytes) }
    for _ in 0...mutation.number(below: 3) { mutate(&root, &mutation) }
    return Array(try Yams.serialize(node: root).utf8)
  }

  /// The value of a line gets a name, and that of another becomes it.
  private static func withAlias(_ text: String, _ mutation: inout Mutation) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let places = lines.indices.filter { lines[$0].contains(": ") }
    guard places.count > 1 else { return text }
    for (place, sign) in [
      (mutation.element(of: places), "&a "), (mutation.element(of: places), "*a"),
    ] {
      guard let colon = lines[place].range(of: ": ") else { continue }
      let value = sign == "*a" ? "" : String(lines[place][colon.upperBound...])
      lines[place] = lines[place][..<colon.upperBound] + sign + value
    }
    return lines.joined(separator: "\n")
  }

  private static func mutate(_ node: inout Node, _ mutation: inout Mutation) {
    switch node {
    case .mapping(let mapping) where !mapping.isEmpty && !mutation.one(in: 12):
      var pairs = mapping.map { ($0.key, $0.value) }
      let place = mutation.number(below: pairs.count)
      switch mutation.number(below: 14) {
      case 0: pairs.remove(at: place)
      case 1: pairs[place].0 = other(&mutation)
      case 2: pairs[place].1 = pairs[mutation.number(below: pairs.count)].1
      case 3: pairs.append((word(&mutation), other(&mutation)))
      default: mutate(&pairs[place].1, &mutation)
      }
      // A key that stands twice is an error of its own, and one that Yams cannot hold.
      var seen: Set<Node> = []
      node = Node(pairs.filter { seen.insert($0.0).inserted })
    case .sequence(let sequence) where !sequence.isEmpty && !mutation.one(in: 12):
      var nodes = Array(sequence)
      let place = mutation.number(below: nodes.count)
      switch mutation.number(below: 10) {
      case 0: nodes.remove(at: place)
      case 1: nodes.append(nodes[place])
      case 2 where nodes.count < 1 << 9: nodes += nodes
      default: mutate(&nodes[place], &mutation)
      }
      node = Node(nodes)
    case .scalar(let scalar):
      node = mutation.one(in: 4) ? changed(scalar.string, &mutation) : other(&mutation)
    default: node = other(&mutation)
    }
  }

  private static func changed(_ text: String, _ mutation: inout Mutation) -> Node {
    Node(String(decoding: mutation.bytes(Array(text.utf8)), as: UTF8.self))
  }

  private static let words = [
    "softmax", "uniform", "none", "relu", "squaredReLU", "identity", "alpha", "scaling", "qknorm",
    "gating", "S/32", "S/8", "L/16", "i21k", "i1k", "digits", "models", "parallel", "attention",
    "attentionStep", "true", "false", "paper", "ours", "linear", "data", "scale", "initialisation",
    "timings", "transfer", "h@1", "h@0 gated", "softmax without qk-layernorm", "unknown", "level",
    "optimum", "number", "no clear best", "equivalence", "structural", "~", "null", "", "../x",
    "images",
    "epochs", "batch", "learningRate", "warmUp", "width", "heads", "patch", "sweep", "classToken",
    "flipsAndShifts", "learned", "extends", "title", "quick",
  ]

  private static func word(_ mutation: inout Mutation) -> Node {
    Node(mutation.element(of: words))
  }

  private static func other(_ mutation: inout Mutation) -> Node {
    switch mutation.number(below: 6) {
    case 0: Node("\(mutation.integer())")
    case 1:
      Node(
        mutation.element(of: [
          "0.5", "1.25", "3e-4", "1e-20", "9223372036854775776", "-0", "1e5", "nan", ".inf", "0x10",
          "1_000", "00012", "0.000", "99.999",
          "999999999999999", "9999999999999999999999",
        ]))
    case 2: Node([Node]())
    case 3: Node([word(&mutation), word(&mutation)] as [Node])
    case 4: Node([(word(&mutation), word(&mutation))] as [(Node, Node)])
    default: word(&mutation)
    }
  }
}
