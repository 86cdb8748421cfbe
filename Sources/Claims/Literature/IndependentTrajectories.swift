import Paper

/// How far another implementation's weights are from ours after the same steps from the same weights, on
/// the same images: what `make trajectory` writes.
public struct IndependentTrajectories: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let arm: Arm
    public let recipe: RecipeName
    /// Of the run that was exported.
    public let run: String
    /// How far the weights went, as a share of their Euclidean norm.
    public let change: Double
    /// Between the two implementations, as such a share.
    public let difference: Double
    /// What it may be; the script says why.
    public let bound: Double
    /// The same between float32 and float64 in the other implementation: what rounding alone does.
    public let rounding: Double
  }

  /// In the project.
  public let script: String
  /// The version of PyTorch.
  public let torch: String
  public let python: String
  public let processor: String
  /// Of the program that trained.
  public let numericsRevision: Int
  public let model: PaperModel
  /// Of the runs, which the steps are the first of.
  public let images: Int
  public let steps: Int
  public let rows: [Row]

  /// Those in the file that ships with the project.
  public static let shipped = EmbeddedFacts.read("independent-trajectories.json") { name in
    // JSON is YAML.
    try IndependentTrajectories(
      yaml: String(decoding: PackageResources.independent_trajectories_json, as: UTF8.self),
      named: name)
  }

  /// - Parameter name: the file's name, for messages.
  /// - Throws: `ClaimsError` at the first unknown key, missing field or wrong type.
  public init(yaml: String, named name: String) throws {
    var top = try StrictFields(yaml: yaml, file: name, field: "runs", version: 1)
    script = try top.text("script")
    torch = try top.text("torch")
    python = try top.text("python")
    processor = try top.text("processor")
    numericsRevision = try top.integer("numericsRevision")
    model = try top.choice("model", PaperModel.self)
    images = try top.integer("images")
    steps = try top.integer("steps")
    rows = try top.entries("runs", noun: "run").map { entry in
      var fields = entry
      let row = Row(
        arm: try fields.arm("arm"), recipe: try fields.choice("recipe", RecipeName.self),
        run: try fields.text("run"), change: try fields.number("change", above: 0),
        difference: try fields.number("difference", above: 0),
        bound: try fields.number("bound", above: 0),
        rounding: try fields.number("rounding", above: 0))
      try fields.finish()
      return row
    }
    try top.finish()
  }
}
