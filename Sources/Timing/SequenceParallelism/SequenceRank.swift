import Foundation
import Kernels
import Networks
import Statistics

/// One of the processes that share a sequence: computes every method in both directions, counts,
/// times and compares.
struct SequenceRank {
  static let longFloats = 1 << 20
  private let request: RankRequest

  init(_ request: RankRequest) { self.request = request }

  func serve() throws {
    // Its own arithmetic flushes subnormals, as every thread that trains does.
    let answer = try flushingSubnormals { try self.answer() }
    try Worker.answer(answer)
  }

  private func answer() throws -> RankAnswer {
    let transport = try CollectiveTransport(
      rank: request.rank, processes: request.processes, folder: request.folder)
    let sharded = ShardedAttention(
      tokens: request.tokens, heads: request.heads, headWidth: request.headWidth,
      transport: transport)
    var results: [RankAnswer.Result] = []
    for method in SequenceMethod.allCases {
      let reference = try reference(method)
      for direction in SequenceDirection.allCases {
        func run() throws {
          switch direction {
          case .forward: try sharded.forward(method)
          case .backward: try sharded.backward(method)
          }
        }
        let before = transport.counts
        try run()
        let counts = transport.counts - before
        var seconds: [Double] = []
        for _ in 0..<request.repeats {
          let start = monotonicSeconds()
          try run()
          seconds.append(monotonicSeconds() - start)
        }
        let difference =
          switch direction {
          case .forward: relativeDifference(sharded.output, reference.output)
          case .backward:
            [
              relativeDifference(sharded.dQueries, reference.dQueries),
              relativeDifference(sharded.dKeys.contents, rows(reference.dKeys, sharded.range)),
              relativeDifference(
                sharded.dValues.contents, rows(reference.dValues, sharded.range)),
            ].max()!
          }
        results.append(
          RankAnswer.Result(
            method: method, direction: direction, counts: counts, difference: difference,
            seconds: seconds.isEmpty ? 0 : median(of: seconds)))
      }
    }
    var answer = RankAnswer(results: results)
    if request.processes == 2 {
      answer.shortExchange = try exchangeSeconds(transport, floats: 1, count: 200)
      answer.longExchange = try exchangeSeconds(transport, floats: Self.longFloats, count: 10)
    }
    return answer
  }

  /// Median seconds of one round with the partner.
  private func exchangeSeconds(
    _ transport: CollectiveTransport, floats: Int, count: Int
  ) throws -> Double {
    var values = [Float](repeating: 1, count: floats)
    var seconds: [Double] = []
    for _ in 0..<count {
      let start = monotonicSeconds()
      try transport.reduce(&values) { _, _ in }
      seconds.append(monotonicSeconds() - start)
    }
    return median(of: seconds)
  }

  /// The unsharded operator: the same kernels in a process that has all keys and no partner.
  private func reference(
    _ method: SequenceMethod
  ) throws -> (output: [Float], dQueries: [Float], dKeys: [Float], dValues: [Float]) {
    let alone = try ShardedAttention(
      tokens: request.tokens, heads: request.heads, headWidth: request.headWidth,
      transport: CollectiveTransport(rank: 0, processes: 1, folder: request.folder))
    try alone.forward(method)
    try alone.backward(method)
    return (alone.output, alone.dQueries, alone.dKeys.contents, alone.dValues.contents)
  }

  private func rows(_ matrix: [Float], _ range: Range<Int>) -> [Float] {
    let width = request.heads * request.headWidth
    return Array(matrix[range.lowerBound * width..<range.upperBound * width])
  }

  /// The root of the sum of squares of the difference, over that of the reference.
  private func relativeDifference(_ values: [Float], _ reference: [Float]) -> Double {
    var (difference, size) = (0.0, 0.0)
    for (value, expected) in zip(values, reference) {
      let distance = Double(value) - Double(expected)
      difference += distance * distance
      size += Double(expected) * Double(expected)
    }
    return size > 0 ? (difference / size).squareRoot() : .infinity
  }
}
