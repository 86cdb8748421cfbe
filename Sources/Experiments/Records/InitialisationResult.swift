import Paper

/// The mean attention weight of untrained models, times L: the paper's argument for dividing by L
/// (section 3, sequence length scaling).
public struct InitialisationResult: Hashable, Codable, Sendable {
  /// One attention in one layer at one length, over seeds.
  public struct Entry: Hashable, Codable, Sendable {
    /// L.
    public var tokens: Int
    /// `softmax`, or the name of h at alpha = 1.
    public var attention: String
    public var qkNorm: Bool
    /// Counted from 0.
    public var layer: Int
    /// L times the mean weight over images, heads, queries and keys, one a seed.
    public var scaledMeans: [Double]
    /// Queries that are counted, evenly spread; absent where all L are.
    public var queries: Int?

    public init(
      tokens: Int, attention: String, qkNorm: Bool, layer: Int, scaledMeans: [Double],
      queries: Int? = nil
    ) {
      self.tokens = tokens
      self.attention = attention
      self.qkNorm = qkNorm
      self.layer = layer
      self.scaledMeans = scaledMeans
      self.queries = queries
    }
  }

  public var schemaVersion: Int
  public var numericsRevision: Int
  public var dataDigest: String
  /// Of each seed.
  public var images: Int
  public var seeds: Int
  /// D, depth and heads of the models.
  public var width: Int
  public var depth: Int
  public var heads: Int
  public var entries: [Entry]

  public init(
    schemaVersion: Int = 1, numericsRevision: Int, dataDigest: String, images: Int, seeds: Int,
    width: Int, depth: Int, heads: Int, entries: [Entry]
  ) {
    self.schemaVersion = schemaVersion
    self.numericsRevision = numericsRevision
    self.dataDigest = dataDigest
    self.images = images
    self.seeds = seeds
    self.width = width
    self.depth = depth
    self.heads = heads
    self.entries = entries
  }

  /// L, ascending.
  public var lengths: [Int] { Set(entries.map(\.tokens)).sorted() }

  /// L of a model; nil where that was not measured.
  public func tokens(of model: PaperModel) -> Int? {
    zip(PaperModel.lengths, lengths).first { $0.0 == model }?.1
  }
}
