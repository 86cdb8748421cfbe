/// What one run gave: the deterministic part of its record, compared, digested and merged.
public struct RunResult: Hashable, Codable, Sendable {
  public enum Outcome: String, Codable, Sendable {
    case completed
    /// The loss or the gradient left the finite numbers; accuracy is then that of chance.
    case diverged
  }
  /// A digest of all parameters after a step.
  public struct WeightDigest: Hashable, Codable, Sendable {
    public var step: Int
    /// SHA-256 of the float32 parameters in layout order, little-endian, in hexadecimal.
    public var sha256: String
    public init(step: Int, sha256: String) {
      self.step = step
      self.sha256 = sha256
    }
  }

  /// Steps from one recorded loss and digest to the next.
  public static let recordInterval = 50

  /// The steps at which a run that took `steps` recorded its loss and its weights' digest.
  static func recordedSteps(_ steps: Int) -> [Int] {
    let whole = Array(stride(from: recordInterval, through: steps, by: recordInterval))
    return steps % recordInterval == 0 ? whole : whole + [steps]
  }

  /// How many these are.
  static func recordedStepCount(_ steps: Int) -> Int {
    steps / recordInterval + (steps % recordInterval == 0 ? 0 : 1)
  }

  public var schemaVersion: Int
  /// The specification's identity.
  public var id: String
  /// The revision of the arithmetic that made it; runs of different revisions may differ in bits.
  public var numericsRevision: Int
  public var outcome: Outcome
  /// Steps taken; fewer than planned when the run diverged.
  public var steps: Int
  public var correct: Int
  public var evaluated: Int
  /// Fraction of the evaluated test images whose largest logit is that of their class, in [0, 1].
  public var accuracy: Double
  /// Mean training loss of each `recordInterval` steps.
  public var losses: [Double]
  public var weightDigests: [WeightDigest]
  /// One bit an evaluated image, first image in the lowest bit of the first byte, as base64.
  public var correctBits: String
  /// One for each of the specification's transfer sets, in their order; absent where there are none.
  public var transfer: [TransferScore]?

  public init(
    schemaVersion: Int = 1, id: String, numericsRevision: Int, outcome: Outcome, steps: Int,
    correct: Int, evaluated: Int, accuracy: Double, losses: [Double],
    weightDigests: [WeightDigest], correctBits: String,
    transfer: [TransferScore]? = nil
  ) {
    self.schemaVersion = schemaVersion
    self.id = id
    self.numericsRevision = numericsRevision
    self.outcome = outcome
    self.steps = steps
    self.correct = correct
    self.evaluated = evaluated
    self.accuracy = accuracy
    self.losses = losses
    self.weightDigests = weightDigests
    self.correctBits = correctBits
    self.transfer = transfer
  }
}

extension RunResult {
  /// Mean over the transfer sets of the 10-shot accuracy, in [0, 1]; nil where the run was scored on
  /// none.
  public var transferAccuracy: Double? {
    guard let transfer, !transfer.isEmpty else { return nil }
    return transfer.reduce(0) { $0 + $1.mean } / Double(transfer.count)
  }
}
