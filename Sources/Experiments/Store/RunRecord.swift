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
  /// Share of the evaluated test images whose largest logit is that of their class, in [0, 1].
  public var accuracy: Double
  /// Mean training loss of each fifty steps.
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

/// What one run cost and where it ran: never compared, never digested.
public struct RunCost: Hashable, Codable, Sendable {
  public struct Build: Hashable, Codable, Sendable {
    /// The project's commit, with "+changes" when the tree was not clean; "unknown" outside git.
    public var revision: String
    public var compiler: String
    /// Vector instructions that the kernels were compiled for, such as "AVX-512".
    public var vectorInstructions: String
    public init(revision: String, compiler: String, vectorInstructions: String) {
      self.revision = revision
      self.compiler = compiler
      self.vectorInstructions = vectorInstructions
    }
  }
  public var schemaVersion: Int
  /// Wall-clock seconds, summed over interruptions.
  public var trainingSeconds: Double
  public var evaluationSeconds: Double
  public var threads: Int
  public var host: String
  public var processor: String
  public var system: String
  /// One-minute load average at the end.
  public var load: Double
  /// ISO 8601, UTC.
  public var finished: String
  public var build: Build

  public init(
    schemaVersion: Int = 1, trainingSeconds: Double, evaluationSeconds: Double, threads: Int,
    host: String, processor: String, system: String, load: Double, finished: String, build: Build
  ) {
    self.schemaVersion = schemaVersion
    self.trainingSeconds = trainingSeconds
    self.evaluationSeconds = evaluationSeconds
    self.threads = threads
    self.host = host
    self.processor = processor
    self.system = system
    self.load = load
    self.finished = finished
    self.build = build
  }
}
