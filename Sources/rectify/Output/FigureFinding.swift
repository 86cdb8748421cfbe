/// What became of one figure's file.
struct FigureFinding: Encodable {
  enum Verdict: String, Encodable {
    /// Drawn again from the records, it has the same bytes.
    case match
    case otherRecords = "other records"
    case otherRenderer = "another renderer"
    case altered
    case noProvenance = "no provenance"
  }

  let path: String
  let verdict: Verdict
  /// One sentence.
  let reason: String
}

/// What `verify --json` prints of figures.
struct FigureFindings: Encodable {
  let schemaVersion = 1
  let files: [FigureFinding]

  private enum CodingKeys: String, CodingKey { case schemaVersion, files }
}
