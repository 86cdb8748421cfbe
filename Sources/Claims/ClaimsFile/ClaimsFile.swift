import Datasets
import Foundation
import Networks
import Yams

/// The claims that results are held against: the file that ships with the project, or a user's own.
public struct ClaimsFile: Hashable, Sendable {
  /// For messages and for the report.
  public let name: String
  public let claims: [Claim]
  /// SHA-256 of the file's text, in hexadecimal.
  public let digest: String

  /// The version of the format that this program reads.
  public static let schemaVersion = 1

  public subscript(id: String) -> Claim? { claims.first { $0.id == id } }

  /// The file that ships with the project.
  public static func shipped() throws -> ClaimsFile {
    try ClaimsFile(
      yaml: String(decoding: PackageResources.claims_yaml, as: UTF8.self), named: "claims.yaml")
  }

  /// A user's own file.
  ///
  /// - Throws: `ClaimsError` where it cannot be opened, or at its first mistake.
  public init(path: String) throws {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw ClaimsError.unopened(file: path, reason: error.localizedDescription)
    }
    try self.init(yaml: text, named: path)
  }

  /// - Parameters:
  ///   - yaml: the file's text.
  ///   - name: the file's name, for messages.
  /// - Throws: `ClaimsError` at the first unknown key, missing field, wrong type or unknown value.
  public init(yaml: String, named name: String) throws {
    self.name = name
    digest = SHA256.hexadecimal(of: yaml)
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      let line = "\(error)".split(separator: "\n").first.map(String.init) ?? "no detail"
      throw ClaimsError.unreadable(file: name, problem: line)
    }
    var top = try ClaimFields(root, file: name, claim: nil, field: "claims")
    let version = try top.integer("schemaVersion")
    guard version == Self.schemaVersion else {
      throw top.error(
        "schemaVersion", "is \(version)", "write \(Self.schemaVersion), the version read here")
    }
    let list = try top.nodes("claims")
    try top.finish()
    var claims: [Claim] = []
    for (index, node) in list.enumerated() {
      var fields = try ClaimFields(
        node, file: name, claim: "number \(index + 1)", field: "claims")
      let id = try fields.text("id")
      fields.claim = id
      guard !claims.contains(where: { $0.id == id }) else {
        throw fields.error("id", "is used twice", "give every claim its own id")
      }
      claims.append(try Claim(id: id, fields: &fields))
      try fields.finish()
    }
    self.claims = claims
  }
}

extension Claim {
  /// Reads the rest of a claim once its id is known; what it needs follows from kind and quantity.
  init(id: String, fields: inout ClaimFields) throws {
    self.id = id
    sentence = try fields.text("sentence")
    section = try fields.text("section")
    paperFigure = try fields.integerOrNone("paperFigure")
    figure = try fields.textOrNone("figure")
    kind = try fields.choice("kind", ClaimKind.self)
    quantity = try fields.choice("quantity", Quantity.self)
    combination = try fields.choice("combine", Combination.self)
    ceiling = try fields.choice("ceiling", Ceiling.self)

    var cells = try fields.section("cells")
    recipe = try cells.text("recipe")
    models = try cells.texts("models")
    confirmatoryModels =
      cells.has("confirmatoryModels") ? try cells.texts("confirmatoryModels") : nil
    if let stray = confirmatoryModels?.first(where: { [models] in !models.contains($0) }) {
      throw cells.error(
        "confirmatoryModels", "names \(stray), which is not in models", "choose among the models")
    }
    functions = try cells.texts("h", mayBeEmpty: true).map { [cells] name in
      guard let function = Pointwise(rawValue: name) else {
        throw cells.error(
          "h", "holds the unknown function \(name)",
          "choose among \(Pointwise.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return function
    }
    try cells.finish()

    var published = try fields.section("published")
    self.published = Published(
      value: try published.numberOrUnknown("value"),
      uncertainty: try published.numberOrUnknown("uncertainty"),
      words: try published.text("words"))
    try published.finish()

    let comparesAccuracy = quantity == .accuracy || quantity == .transferAccuracy
    let comparesArms =
      comparesAccuracy && [.ordering, .equivalence, .nonInferiority].contains(kind)
    let takesShare = [.equivalence, .nonInferiority, .noClearBest].contains(kind)
    difference = comparesArms ? try fields.pair("difference") : nil
    worth = takesShare ? try fields.pair("worth") : nil
    timing =
      quantity == .stepTime || quantity == .operatorTime ? try fields.text("timing") : nil
    margin = try Self.margin(kind: kind, fields: &fields)

    let perFunction = kind == .optimum || kind == .noClearBest || difference?.needsFunction == true
    if perFunction && functions.isEmpty {
      throw fields.error("cells", "holds no h", "list the functions that the claim is about")
    }
    if kind == .number && self.published.value == nil {
      throw fields.error(
        "published", "has an unknown value, which a number claim cannot do without",
        "write the published value")
    }
  }

  private static func margin(kind: ClaimKind, fields: inout ClaimFields) throws -> Margin {
    if kind == .ordering || kind == .structural {
      guard try fields.text("margin") == "none" else {
        throw fields.error("margin", "is set on a claim of kind \(kind.rawValue)", "write none")
      }
      return .none
    }
    var section = try fields.section("margin")
    let margin: Margin
    switch kind {
    case .equivalence, .nonInferiority, .noClearBest:
      margin = .share(try section.number("share", above: 0))
    case .optimum: margin = .window(try section.range("window"))
    case .number: margin = .factor(try section.number("factor", above: 1))
    case .level: margin = .range(try section.range("range"))
    case .ordering, .structural: margin = .none
    }
    try section.finish()
    return margin
  }
}

extension ArmPair {
  var needsFunction: Bool { arm.needsFunction || against.needsFunction }
}
