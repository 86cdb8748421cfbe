import Networks
import Paper
import Statistics

/// What pilots measured before the ladder's rules were fixed, to plan with: where arms lie, and how far a
/// run spreads about what its arm and seed make of it.
public struct PilotAccuracies: Hashable, Sendable {
  /// Models that one set of pilots stands for.
  struct Panel: Hashable {
    let models: [PaperModel]
    /// Shown in training.
    let images: Int
    /// Shares of the test images.
    let means: [Arm: Double]
  }

  let panels: [Panel]
  /// Of one run, a share of the test images: pooled over the paired differences, which hold two of it.
  public let deviation: Double

  /// Those in the file that ships with the project.
  public static let shipped = EmbeddedFacts.read("pilot-accuracies.yaml") { name in
    try PilotAccuracies(
      yaml: String(decoding: PackageResources.pilot_accuracies_yaml, as: UTF8.self), named: name)
  }

  /// - Parameter name: the file's name, for messages.
  /// - Throws: `ClaimsError` at the first unknown key, missing field or wrong type.
  public init(yaml: String, named name: String) throws {
    var top = try StrictFields(yaml: yaml, file: name, field: "panels", version: 1)
    panels = try top.entries("panels", noun: "panel").map { entry in
      var fields = entry
      let models = try fields.choices("models", PaperModel.self, noun: "model")
      let images = try fields.integer("images")
      let rows = try fields.entries("arms", noun: "arm").map { entry in
        var fields = entry
        let row = (try fields.arm("arm"), try fields.numbers("accuracies"))
        try fields.finish()
        return row
      }
      try fields.finish()
      let means = rows.map { ($0.0, Estimate.mean($0.1) / 100) }
      guard means.contains(where: { $0.0 == Self.relu(1) }) else {
        throw fields.error("arms", "lacks relu@1, which other arms are placed by", "add it")
      }
      return Panel(
        models: models, images: images,
        means: Dictionary(means, uniquingKeysWith: { first, _ in first }))
    }
    let differences = try top.entries("differences", noun: "difference").map { entry in
      var fields = entry
      _ = try (fields.arm("arm"), fields.arm("against"))
      let points = try fields.numbers("points")
      guard points.count >= 2 else {
        throw fields.error("points", "are fewer than two", "give one for each seed")
      }
      try fields.finish()
      return points.map { $0 / 100 }
    }
    try top.finish()
    let squares = differences.map { points in
      let error = Estimate(meanOf: points).standardError
      return error * error * Double(points.count * (points.count - 1))
    }
    let freedom = differences.reduce(0) { $0 + $1.count - 1 }
    deviation = (squares.reduce(0, +) / Double(freedom) / 2).squareRoot()
  }

  private static func relu(_ alpha: Double) -> Arm {
    Arm(.pointwise(.relu, alpha: LengthExponent(alpha)))
  }

  /// Where an arm of a model lies, a share of the test images; nil for a model without a pilot. What no
  /// pilot measured lies as far from relu at alpha = 1 as on the first panel, and there as `placed` says.
  public func mean(_ arm: Arm, model: PaperModel) -> Double? {
    guard let panel = panels.first(where: { $0.models.contains(model) }), let first = panels.first,
      let relu = panel.means[Self.relu(1)], let firstRelu = first.means[Self.relu(1)]
    else { return nil }
    return panel.means[arm] ?? (relu + Self.placed(arm, on: first) - firstRelu)
  }

  /// By assumption: every h is as good as relu, but for identity; a curve over alpha is a parabola through
  /// relu's two measured points with its top at 1; no attention is as good as uniform attention.
  private static func placed(_ arm: Arm, on panel: Panel) -> Double {
    let means = panel.means
    if let measured = means[arm] { return measured }
    let one = means[relu(1)] ?? 0
    guard case .pointwise(let h, let alpha) = arm.attention else {
      return means[Arm(.uniform)] ?? one
    }
    func fall(_ top: Arm, _ foot: Arm) -> Double {
      means[top].flatMap { top in means[foot].map { top - $0 } } ?? 0
    }
    let isGated = arm.gate != .none
    let tops = [
      isGated ? means[Arm(relu(1).attention, gate: .linear)].map { $0 - one } : nil,
      arm.qkNorm ? nil : means[Arm(relu(1).attention, qkNorm: false)].map { $0 - one },
      h == .identity
        ? means[Arm(.pointwise(.identity, alpha: LengthExponent(1.0)))].map { $0 - one } : nil,
    ].compactMap(\.self)
    let slope =
      isGated
      ? fall(Arm(relu(1).attention, gate: .linear), Arm(relu(0).attention, gate: .linear))
      : fall(relu(1), relu(0))
    let distance = alpha.value - 1
    return one + tops.reduce(0, +) - slope * distance * distance
  }
}
