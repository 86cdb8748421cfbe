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
  /// Threads that worked, which may be fewer than were asked for. In schema 1: those asked for.
  public var threads: Int
  /// Seconds that all threads together spent on processors, in training and evaluation; nil in
  /// schema 1, which did not count them.
  public var processorSeconds: Double?
  public var host: String
  public var processor: String
  /// Family, model and stepping, for systems that name a processor by its series alone; nil in records
  /// made without it, and where the system does not tell.
  public var processorVersion: String?
  /// Bytes of the machine; nil in records made without it, and where the system does not tell.
  public var memory: Int?
  /// Joules that the processors took while the run trained and was scored, other programs' share
  /// included; nil in records made without it, where the system does not tell, and for runs that were
  /// interrupted.
  public var energy: Double?
  public var system: String
  /// One-minute load average at the end.
  public var load: Double
  /// ISO 8601, UTC.
  public var finished: String
  public var build: Build

  public init(
    schemaVersion: Int = 2, trainingSeconds: Double, evaluationSeconds: Double, threads: Int,
    processorSeconds: Double? = nil, host: String, processor: String,
    processorVersion: String? = nil, memory: Int? = nil, energy: Double? = nil, system: String,
    load: Double, finished: String, build: Build
  ) {
    self.schemaVersion = schemaVersion
    self.trainingSeconds = trainingSeconds
    self.evaluationSeconds = evaluationSeconds
    self.threads = threads
    self.processorSeconds = processorSeconds
    self.host = host
    self.processor = processor
    self.processorVersion = processorVersion
    self.memory = memory
    self.energy = energy
    self.system = system
    self.load = load
    self.finished = finished
    self.build = build
  }

  /// What the run took of the machine: processor time or, where it was not counted, wall-clock
  /// seconds times threads.
  public var coreSeconds: Double {
    processorSeconds ?? (trainingSeconds + evaluationSeconds) * Double(threads)
  }
}
