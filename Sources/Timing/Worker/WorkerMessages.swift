import Foundation

// What the laboratory and the processes that take the steps say to each other: JSON, one message a
// line, on the process's standard input and output. A process ends with its input.

/// The first line that a process is told.
enum WorkerRequest: Codable, Sendable {
  case blocks(BlockRequest)
  case rank(RankRequest)
}

/// To take steps in blocks.
struct BlockRequest: Codable, Sendable {
  /// In the order of the arms.
  var works: [TimedWork]
  /// The order in which they are built: chance decides which lies where in memory.
  var buildOrder: [Int]
  var threads: Int
  /// Whether the memory's speed is to be measured before the warm-up.
  var measuresBandwidth: Bool
  /// The logical processors to run on; nil for those that the process has.
  var processors: [Int]?
  /// An injected slow-down: the fraction of A's step time that is computed after each step of arm 2,
  /// for a study of what can be detected.
  var slowdown: Double?
}

/// What a process answers once its arms are built and warm.
struct WorkerReady: Codable, Sendable {
  /// Bytes a second, where it was asked for.
  var bandwidth: Double?
}

/// What the laboratory then asks for, once for each block: arms by their numbers.
struct BlockOrder: Codable, Sendable {
  var order: [Int]
}

/// The answer.
struct BlockAnswer: Codable, Sendable {
  /// Of one step each, in the order asked for.
  var seconds: [Double]
  /// Processor time of each, over all threads, in seconds.
  var processorSeconds: [Double]
  var load: MachineLoad
  /// Floating-point operations a second of a burst of multiply-adds after the block, on all
  /// threads.
  var peak: Double
}

enum MessageLine {
  static func encode(_ message: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(message), as: UTF8.self)
  }

  static func decode<Message: Decodable>(_ type: Message.Type, from line: String) throws -> Message
  {
    try JSONDecoder().decode(type, from: Data(line.utf8))
  }
}
