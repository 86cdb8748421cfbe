/// An independent public result that bears on a claim: context for the report, never part of a
/// verdict.
public struct FindingOfOthers: Hashable, Sendable {
  public enum Direction: String, CaseIterable, Sendable {
    case supports = "for"
    case opposes = "against"
    case mixed = "both ways"
  }

  public struct Bearing: Hashable, Sendable {
    public let claim: String
    public let direction: Direction
    public let note: String
  }

  public let place: String
  public let setting: String
  public let result: String
  /// Nil where the source does not say, or where seeds mean nothing.
  public let seeds: Int?
  public let bearings: [Bearing]
  /// Why it should be read with care.
  public let caveat: String
}

extension FindingOfOthers {
  /// Those in the file that ships with the project, as a search in November 2026 found them.
  public static let all = EmbeddedFacts.read("findings-of-others.yaml") { name in
    try read(
      yaml: String(decoding: PackageResources.findings_of_others_yaml, as: UTF8.self), named: name)
  }

  /// - Parameter name: the file's name, for messages.
  /// - Throws: `ClaimsError` at the first unknown key, missing field or wrong type.
  public static func read(yaml: String, named name: String) throws -> [FindingOfOthers] {
    var top = try StrictFields(yaml: yaml, file: name, field: "findings", version: 1)
    let entries = try top.entries("findings", noun: "finding")
    try top.finish()
    return try entries.map { entry in
      var fields = entry
      let finding = FindingOfOthers(
        place: try fields.text("place"), setting: try fields.text("setting"),
        result: try fields.text("result"), seeds: try fields.integerOrUnknown("seeds"),
        bearings: try fields.entries("bearings", noun: "bearing").map(Bearing.init),
        caveat: try fields.text("caveat"))
      try fields.finish()
      return finding
    }
  }
}

extension FindingOfOthers.Bearing {
  fileprivate init(_ entry: StrictFields) throws {
    var fields = entry
    claim = try fields.text("claim")
    direction = try fields.choice("direction", FindingOfOthers.Direction.self)
    note = try fields.text("note")
    try fields.finish()
  }
}
