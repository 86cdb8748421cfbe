import Networks
import Paper
import Statistics

/// What pilots measured before the ladder's rules were fixed, to plan with: where arms lie, and how far a
/// run spreads about what its arm and seed make of it.
public struct PilotAccuracies: Hashable, Sendable {
  /// Arms that were trained with the same seeds.
  struct Panel: Hashable {
    /// The model that was trained, and others that it stands for.
    let models: [PaperModel]
    /// Shown in training.
    let images: Int
    /// Shares of the test images.
    let means: [Arm: Double]
    /// The pooled variance of a run about its arm and seed, a squared share; nil with one seed.
    let variance: Double?
    let degreesOfFreedom: Int
  }

  let panels: [Panel]

  /// Those in the file that ships with the project.
  public static let shipped = EmbeddedFacts.read("pilot-accuracies.yaml") { name in
    try PilotAccuracies(
      yaml: String(decoding: PackageResources.pilot_accuracies_yaml, as: UTF8.self), named: name)
  }

  /// - Parameter name: the file's name, for messages.
  /// - Throws: `ClaimsError` at the first unknown key, missing field or wrong type.
  public init(yaml: String, named name: String) throws {
    var top = try StrictFields(yaml: yaml, file: name, field: "panels", version: 2)
    panels = try top.entries("panels", noun: "panel").map { try Panel($0) }
    try top.finish()
    guard panels.contains(where: { $0.variance != nil }) else {
      throw top.error("panels", "show no spread", "give one of them two seeds or more")
    }
  }

  /// The spread of one run, a share of the test images: pooled over the panels that stand for a model, or
  /// over all where none of these shows one.
  public func deviation(_ model: PaperModel) -> Double {
    let own = panels.filter { $0.models.contains(model) && $0.variance != nil }
    let pool = own.isEmpty ? panels : own
    let squares = pool.reduce(0) { $0 + ($1.variance ?? 0) * Double($1.degreesOfFreedom) }
    return (squares / Double(pool.reduce(0) { $0 + $1.degreesOfFreedom })).squareRoot()
  }

  /// Where an arm of a model lies after so many images, a share of the test images; nil for a model without
  /// a pilot of that length: how arms compare depends on the length of training. It lies as far from relu at
  /// alpha = 1 as on the first panel of the model that has it, or else on the first panel of all; what no
  /// panel has is placed by its nearest exponents, or lies with relu at alpha = 1.
  public func mean(_ arm: Arm, model: PaperModel, images: Int) -> Double? {
    let panels = panels.filter { $0.images == images }
    let own = panels.filter { $0.models.contains(model) }
    guard let home = own.first else { return nil }
    let distance = (own + panels).lazy.compactMap { $0.distance(arm) }.first
    return home.relu + (distance ?? interpolated(arm, among: own + panels) ?? 0)
  }

  /// Between the two measured exponents around it; with the last one, beyond.
  private func interpolated(_ arm: Arm, among panels: [Panel]) -> Double? {
    guard case .pointwise(let h, let alpha) = arm.attention else { return nil }
    let points = panels.reduce(into: [Double: Double]()) { points, panel in
      points.merge(panel.curve(h, like: arm)) { first, _ in first }
    }
    let (below, above) = (
      points.keys.filter { $0 < alpha.value }, points.keys.filter { $0 > alpha.value }
    )
    guard let low = below.max() ?? above.min(), let high = above.min() ?? below.max(),
      let left = points[low], let right = points[high]
    else { return nil }
    return low < high ? left + (alpha.value - low) / (high - low) * (right - left) : left
  }
}

extension PilotAccuracies.Panel {
  private static let relu = Arm(.pointwise(.relu, alpha: LengthExponent(1.0)))

  /// Of relu at alpha = 1.
  fileprivate var relu: Double { means[Self.relu] ?? 0 }

  /// An arm minus relu at alpha = 1; nil where it was not trained.
  fileprivate func distance(_ arm: Arm) -> Double? { means[arm].map { $0 - relu } }

  /// What was measured of a function with an arm's gate and qk-layernorm: distances by exponent.
  fileprivate func curve(_ h: Pointwise, like arm: Arm) -> [Double: Double] {
    means.keys.reduce(into: [:]) { points, other in
      guard case .pointwise(h, let alpha) = other.attention, other.gate == arm.gate,
        other.qkNorm == arm.qkNorm
      else { return }
      points[alpha.value] = distance(other)
    }
  }

  fileprivate init(_ entry: StrictFields) throws {
    var fields = entry
    models = try fields.choices("models", PaperModel.self, noun: "model")
    images = try fields.integer("images")
    var seeds: Int?
    let rows = try fields.entries("arms", noun: "arm").map { entry in
      var fields = entry
      let row = (arm: try fields.arm("arm"), values: try fields.numbers("accuracies"))
      guard row.values.count == seeds ?? row.values.count else {
        throw fields.error(
          "accuracies", "are not as many as those of the arms above",
          "give one for each of the panel's seeds")
      }
      seeds = row.values.count
      try fields.finish()
      return (row.arm, row.values.map { $0 / 100 })
    }
    try fields.finish()
    means = Dictionary(
      rows.map { ($0.0, Estimate.mean($0.1)) }, uniquingKeysWith: { first, _ in first })
    guard means[Self.relu] != nil else {
      throw fields.error("arms", "lacks relu@1, which other arms are placed by", "add it")
    }
    guard rows.count >= 2, seeds ?? 0 >= 2 else {
      (variance, degreesOfFreedom) = (nil, 0)
      return
    }
    let pooled = PairedPanel(values: rows.map(\.1))
    (variance, degreesOfFreedom) = (pooled.pooledVariance, pooled.degreesOfFreedom)
  }
}
