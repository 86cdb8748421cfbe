/// The paper's experiment families, each a figure, by the names used on the command line.
public enum Family: String, CaseIterable, Codable, Sendable {
  /// Figure 1: accuracy and 10-shot transfer over compute, softmax and ReLU at alpha = 1.
  case scaling
  /// Figure 2: accuracy over alpha for seven h.
  case alpha
  /// Figure 3: ReLU and squared ReLU over alpha, with and without qk-layernorm.
  case qknorm
  /// Figure 4: ReLU and squared ReLU over alpha, with and without the gate.
  case gating
}

/// One run of a preset: what to train, and what it is for. The labels are for people; they are not
/// part of the run's identity.
public struct PlannedRun: Hashable, Sendable {
  public var specification: RunSpecification
  /// The paper's name of the model that this one scales down, such as "S/32".
  public var model: String
  /// The paper's recipe that this one speeds up: "i21k" or "i1k".
  public var recipe: String
  public var families: [Family]
  /// Whether the run's cell decides claims; others are drawn hollow.
  public var confirmatory: Bool

  public init(
    specification: RunSpecification, model: String, recipe: String, families: [Family],
    confirmatory: Bool
  ) {
    self.specification = specification
    self.model = model
    self.recipe = recipe
    self.families = families
    self.confirmatory = confirmatory
  }
}

/// A planned run with its result.
public struct FinishedRun: Hashable, Sendable {
  public var planned: PlannedRun
  public var result: RunResult
  public var cost: RunCost?

  public init(planned: PlannedRun, result: RunResult, cost: RunCost?) {
    self.planned = planned
    self.result = result
    self.cost = cost
  }
}

/// A linear classifier of the raw pixels, trained on as many images as the runs beside it: the
/// floor that every figure shows.
public struct LinearClassifierResult: Hashable, Codable, Sendable {
  public var schemaVersion: Int
  public var id: String
  public var dataDigest: String
  public var images: Int
  public var correct: Int
  public var evaluated: Int
  /// In [0, 1].
  public var accuracy: Double

  public init(
    schemaVersion: Int = 1, id: String, dataDigest: String, images: Int, correct: Int,
    evaluated: Int, accuracy: Double
  ) {
    self.schemaVersion = schemaVersion
    self.id = id
    self.dataDigest = dataDigest
    self.images = images
    self.correct = correct
    self.evaluated = evaluated
    self.accuracy = accuracy
  }
}
