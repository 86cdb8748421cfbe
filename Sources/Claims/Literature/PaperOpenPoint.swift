/// Something that the paper leaves open or contradicts, with what this project does about it.
public struct PaperOpenPoint: Hashable, Sendable {
  /// How the fact is known.
  public enum Source: String, CaseIterable, Sendable {
    /// The paper's text.
    case paper
    /// The public code that the paper names.
    case configuration
    /// Another reader's notes.
    case notes
    /// Not checked.
    case recalled
  }

  public let subject: String
  public let finding: String
  public let choice: String
  public let sources: [Source]
}

extension PaperOpenPoint {
  /// Those in the file that ships with the project, in its order.
  public static let all = EmbeddedFacts.read("paper-open-points.yaml") { name in
    try read(
      yaml: String(decoding: PackageResources.paper_open_points_yaml, as: UTF8.self), named: name)
  }

  /// - Parameter name: the file's name, for messages.
  /// - Throws: `ClaimsError` at the first unknown key, missing field or wrong type.
  public static func read(yaml: String, named name: String) throws -> [PaperOpenPoint] {
    var top = try StrictFields(yaml: yaml, file: name, field: "points", version: 1)
    let entries = try top.entries("points", noun: "point")
    try top.finish()
    return try entries.map { entry in
      var fields = entry
      let point = PaperOpenPoint(
        subject: try fields.text("subject"), finding: try fields.text("finding"),
        choice: try fields.text("choice"),
        sources: try fields.choices("sources", Source.self, noun: "source"))
      try fields.finish()
      return point
    }
  }
}
