import Experiments
import Paper

/// A plan as JSON has it.
public struct PlanRecord: Hashable, Codable, Sendable {
  public struct Run: Hashable, Codable, Sendable {
    public var id: String
    public var families: [Family]
    public var model: PaperModel
    public var recipe: RecipeName
    /// L.
    public var tokens: Int
    public var images: Int
    public var evaluationImages: Int
    /// Names of the sets on which the run's 10-shot accuracy is measured.
    public var transfer: [String]
    public var attention: String
    /// Null where the attention has none.
    public var alpha: Double?
    public var gate: Bool
    /// `none`, `linear` or `silu`.
    public var gateForm: String
    public var qkNorm: Bool
    public var seed: UInt64
    public var state: RunState
    /// Of training and evaluation.
    public var flops: Double
    public var seconds: Double
    /// Bytes that training takes, beside the data and the program.
    public var memory: Int?
    public var confirmatory: Bool

    private enum CodingKeys: String, CodingKey {
      case id, families, model, recipe, tokens, images, evaluationImages, transfer, attention, alpha
      case gate, gateForm, qkNorm, seed, state, flops, seconds, memory
      // The key is from before the field's word was taken; readers rely on it.
      case confirmatory = "primary"
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(families, forKey: .families)
      try container.encode(model, forKey: .model)
      try container.encode(recipe, forKey: .recipe)
      try container.encode(tokens, forKey: .tokens)
      try container.encode(images, forKey: .images)
      try container.encode(evaluationImages, forKey: .evaluationImages)
      try container.encode(transfer, forKey: .transfer)
      try container.encode(attention, forKey: .attention)
      // The synthesised form would leave the key out.
      try container.encode(alpha, forKey: .alpha)
      try container.encode(gate, forKey: .gate)
      try container.encode(gateForm, forKey: .gateForm)
      try container.encode(qkNorm, forKey: .qkNorm)
      try container.encode(seed, forKey: .seed)
      try container.encode(state, forKey: .state)
      try container.encode(flops, forKey: .flops)
      try container.encode(seconds, forKey: .seconds)
      try container.encode(memory, forKey: .memory)
      try container.encode(confirmatory, forKey: .confirmatory)
    }
  }

  public var schemaVersion = 1
  public var runs: [Run]

  public init(runs: [Run]) { self.runs = runs }
}

extension Plan {
  public var json: PlanRecord {
    PlanRecord(
      runs: entries.map { entry in
        let specification = entry.run.specification
        let model = specification.model
        return PlanRecord.Run(
          id: specification.id, families: entry.run.families, model: entry.run.model,
          recipe: entry.run.recipe, tokens: model.tokens, images: specification.recipe.images,
          evaluationImages: specification.evaluationImages,
          transfer: specification.transferNames, attention: model.attention.name,
          alpha: model.attention.alpha?.value, gate: model.gate != .none,
          gateForm: model.gate.rawValue, qkNorm: model.qkNorm, seed: specification.seed,
          state: entry.state, flops: specification.flops, seconds: entry.seconds,
          memory: entry.memory,
          confirmatory: entry.run.confirmatory)
      })
  }
}
