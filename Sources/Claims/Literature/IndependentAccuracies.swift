import Paper

/// Accuracies that another implementation of the same model and recipe reached on
/// Fashion-MNIST, to hold ours against.
public struct IndependentAccuracies: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let arm: Arm
    /// In per cent, one a seed from seed 0.
    public let percentages: [Double]
  }

  public let model: PaperModel
  /// Shown in training.
  public let images: Int
  /// On which the trained models were scored.
  public let testImages: Int
  /// PyTorch's version.
  public let torch: String
  public let rows: [Row]

  /// Those in the file that ships with the project.
  public static let shipped = EmbeddedFacts.read("independent-accuracies.yaml") { name in
    try IndependentAccuracies(
      yaml: String(decoding: PackageResources.independent_accuracies_yaml, as: UTF8.self),
      named: name)
  }

  /// - Parameter name: the file's name, for messages.
  /// - Throws: `ClaimsError` at the first unknown key, missing field or wrong type.
  public init(yaml: String, named name: String) throws {
    var top = try StrictFields(yaml: yaml, file: name, field: "arms", version: 1)
    model = try top.choice("model", PaperModel.self)
    images = try top.integer("images")
    testImages = try top.integer("testImages")
    torch = try top.text("torch")
    rows = try top.entries("arms", noun: "arm").map { entry in
      var fields = entry
      let row = Row(arm: try fields.arm("arm"), percentages: try fields.numbers("accuracies"))
      try fields.finish()
      return row
    }
    try top.finish()
  }
}
