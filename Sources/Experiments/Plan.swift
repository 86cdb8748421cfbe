/// Every run of a preset with its state and its price.
public struct Plan: Sendable {
  public struct Entry: Sendable {
    public let run: PlannedRun
    public let state: RunState
    /// Of the whole run on this machine, whether it is finished or not.
    public let seconds: Double
  }

  public let preset: Preset
  public let calibration: Calibration
  public let entries: [Entry]

  public init(
    _ preset: Preset, store: RunStore, calibration: Calibration
  ) throws(ExperimentError) {
    self.preset = preset
    self.calibration = calibration
    var entries: [Entry] = []
    for run in preset.runs {
      entries.append(
        Entry(
          run: run, state: try store.state(of: run.specification),
          seconds: calibration.seconds(run)))
    }
    self.entries = entries
  }

  /// What `run` would train.
  public var missing: [Entry] { entries.filter { !$0.state.isFinished } }

  public var json: PlanRecord {
    PlanRecord(
      runs: entries.map { entry in
        let specification = entry.run.specification
        let model = specification.model
        return PlanRecord.Run(
          id: specification.id, families: entry.run.families, model: entry.run.model,
          recipe: entry.run.recipe, images: specification.recipe.images,
          attention: model.attention.name, alpha: model.attention.alpha?.value,
          gate: model.gate != .none, qkNorm: model.qkNorm, seed: specification.seed,
          state: entry.state, flops: specification.flops, seconds: entry.seconds,
          primary: entry.run.primary)
      })
  }
}

/// A plan as JSON has it.
public struct PlanRecord: Hashable, Codable, Sendable {
  public struct Run: Hashable, Codable, Sendable {
    public var id: String
    public var families: [Family]
    public var model: String
    public var recipe: String
    public var images: Int
    public var attention: String
    /// Null where the attention has none.
    public var alpha: Double?
    public var gate: Bool
    public var qkNorm: Bool
    public var seed: UInt64
    public var state: RunState
    /// Of training and evaluation.
    public var flops: Double
    public var seconds: Double
    public var primary: Bool

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(families, forKey: .families)
      try container.encode(model, forKey: .model)
      try container.encode(recipe, forKey: .recipe)
      try container.encode(images, forKey: .images)
      try container.encode(attention, forKey: .attention)
      // The synthesised form would leave the key out.
      try container.encode(alpha, forKey: .alpha)
      try container.encode(gate, forKey: .gate)
      try container.encode(qkNorm, forKey: .qkNorm)
      try container.encode(seed, forKey: .seed)
      try container.encode(state, forKey: .state)
      try container.encode(flops, forKey: .flops)
      try container.encode(seconds, forKey: .seconds)
      try container.encode(primary, forKey: .primary)
    }
  }

  public var schemaVersion = 1
  public var runs: [Run]
}
