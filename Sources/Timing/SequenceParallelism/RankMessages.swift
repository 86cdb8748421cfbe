/// What one of the processes that share a sequence is told.
struct RankRequest: Codable, Sendable {
  var rank: Int
  var processes: Int
  /// Where the sockets are.
  var folder: String
  var tokens: Int
  var heads: Int
  var headWidth: Int
  /// How often each direction is timed.
  var repeats: Int
}

/// What it answers.
struct RankAnswer: Codable, Sendable {
  struct Result: Codable, Sendable {
    var method: SequenceMethod
    var direction: SequenceDirection
    var counts: CollectiveCounts
    /// From the unsharded operator, as `SequenceParallelism.Entry` has it.
    var difference: Double
    /// Median.
    var seconds: Double
  }

  var results: [Result]
  /// Seconds of the exchange of one number and of 4 MB with the first partner; nil for one process.
  var shortExchange: Double?
  var longExchange: Double?
}
