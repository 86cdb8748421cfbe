import Foundation
import Networks

/// A case, described for a program that runs the same step in another framework: the first line
/// that `--serve` prints.
struct CaseDescription: Encodable {
  var name: String
  var attention: String
  var gate: Bool
  var batch: Int
  var threads: Int
  /// Floating-point operations of one step.
  var operations: Double
  var tokens: Int
  var heads: Int
  var headWidth: Int
  /// Of the whole model; absent where the attention operator alone is measured.
  var model: Model?

  struct Model: Encodable {
    var imageSide: Int
    var channels: Int
    var patch: Int
    var width: Int
    var depth: Int
    var classes: Int
  }

  init(_ chosen: ChosenCase) {
    name = chosen.name
    attention = chosen.attention.name
    gate = chosen.hasGate
    batch = chosen.batch
    threads = chosen.threads
    operations = chosen.operations
    switch chosen.shape {
    case .model(let shape):
      let configuration = chosen.model!
      (tokens, heads) = (configuration.tokens, shape.heads)
      headWidth = configuration.headWidth
      model = Model(
        imageSide: shape.imageSide, channels: shape.channels, patch: shape.patch,
        width: shape.width, depth: shape.depth, classes: shape.classes)
    case .attention(let tokens, let heads, let headWidth):
      (self.tokens, self.heads, self.headWidth) = (tokens, heads, headWidth)
    }
  }
}

/// Answers commands, one a line: `steps N` with the seconds that N steps took, `peak` with the
/// GFLOP/s of a burst of multiply-adds. Ends with its standard input.
enum Server {
  static func serve(_ chosen: ChosenCase) throws {
    let workload = chosen.workload()
    let meter = PeakMeter(threads: chosen.threads)
    let encoder = JSONEncoder()
    answer(String(decoding: try encoder.encode(CaseDescription(chosen)), as: UTF8.self))
    while let line = readLine() {
      let words = line.split(separator: " ")
      switch (words.first, words.dropFirst().first.flatMap { Int($0) }) {
      case ("peak", nil): answer("\(meter.burst())")
      case ("steps", let steps?) where steps >= 1:
        answer("\(secondsTaken { for _ in 0..<steps { workload.step() } })")
      default: throw BenchmarkError.unknownCommand(line)
      }
    }
  }

  private static func answer(_ line: String) {
    print(line)
    fflush(nil)
  }
}
