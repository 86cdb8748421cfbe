import Foundation
import Kernels
import Networks

/// The attention of one layer of one image, with its keys and values cut over the sequence: each
/// process holds every query and L/P keys.
///
/// Letters: L tokens, H heads, d head width, S keys of this process.
final class ShardedAttention {
  /// [L, H d], the whole sequence's; the same in every process.
  private let queries, dOutput: FloatBuffer
  /// [S, H d].
  private let keys, values: UnsafeMutablePointer<Float>
  private let allKeys, allValues: FloatBuffer
  private let transport: CollectiveTransport
  private let heads: Int
  private let tokens: Int
  private let headWidth: Int
  /// This process's keys.
  let range: Range<Int>
  private let scratch: FloatBuffer
  private var width: Int { heads * headWidth }

  /// [L, H d], the same in every process after `forward` and `backward`.
  private(set) var output: [Float]
  private(set) var dQueries: [Float]
  /// [S, H d].
  let dKeys, dValues: FloatBuffer
  /// [H, L], the whole rows' once `forward` is done; for softmax.
  private var maxima, reciprocals: [Float]

  init(tokens: Int, heads: Int, headWidth: Int, transport: CollectiveTransport) {
    self.tokens = tokens
    self.heads = heads
    self.headWidth = headWidth
    self.transport = transport
    let (rank, processes) = (transport.rank, transport.processes)
    range = tokens * rank / processes..<tokens * (rank + 1) / processes
    let count = tokens * heads * headWidth
    queries = randomBuffer(count, name: "queries")
    allKeys = randomBuffer(count, name: "keys")
    allValues = randomBuffer(count, name: "values")
    dOutput = randomBuffer(count, name: "dOutput")
    keys = allKeys.pointer + range.lowerBound * heads * headWidth
    values = allValues.pointer + range.lowerBound * heads * headWidth
    output = [Float](repeating: 0, count: count)
    dQueries = [Float](repeating: 0, count: count)
    dKeys = FloatBuffer(count: range.count * heads * headWidth)
    dValues = FloatBuffer(count: range.count * heads * headWidth)
    maxima = [Float](repeating: 0, count: heads * tokens)
    reciprocals = maxima
    scratch = FloatBuffer(
      count: AttentionShape(
        weights: .softmax, tokens: tokens, heads: heads, headWidth: headWidth
      ).scratchFloats)
  }

  /// Of every query against this process's keys. The factor 1/L is the whole sequence's.
  private func shape(_ method: SequenceMethod) -> AttentionShape {
    AttentionShape(
      weights: method.weights, tokens: tokens, keys: range.count, heads: heads,
      headWidth: headWidth)
  }

  func forward(_ method: SequenceMethod) throws(TimingError) {
    let shape = shape(method)
    for head in 0..<heads {
      let (offset, row) = (head * headWidth, head * tokens)
      output.withUnsafeMutableBufferPointer { output in
        maxima.withUnsafeMutableBufferPointer { maxima in
          reciprocals.withUnsafeMutableBufferPointer { reciprocals in
            attentionForward(
              method.weights, shape, queries: queries.pointer + offset, keys: keys + offset,
              values: values + offset, output: output.baseAddress! + offset,
              rowMaxima: maxima.baseAddress! + row,
              rowReciprocals: reciprocals.baseAddress! + row, scratch: scratch.pointer)
          }
        }
      }
    }
    switch method {
    case .pointwise: try transport.reduce(&output, combine: addAll)
    case .softmaxTwoPasses:
      // The kernel's exponentials are relative to this process's own maxima; a factor for each row
      // makes them relative to the whole rows', as if the maxima had been known.
      let own = maxima
      try transport.reduce(&maxima) { mine, theirs in
        for i in mine.indices { mine[i] = max(mine[i], theirs[i]) }
      }
      var joined = partialSums(times: zip(own, maxima).map { exp($0 - $1) })
      try transport.reduce(&joined, combine: addAll)
      finish(sums: joined[..<(heads * tokens)], outputs: joined[(heads * tokens)...])
    case .softmaxMerged:
      let ones = [Float](repeating: 1, count: heads * tokens)
      var joined = maxima + partialSums(times: ones)
      try transport.reduce(&joined, combine: merge)
      let rows = heads * tokens
      maxima = Array(joined[..<rows])
      finish(sums: joined[rows..<2 * rows], outputs: joined[(2 * rows)...])
    }
  }

  /// This process's sums [H, L] and unnormalised outputs [L, H d], each row times a factor [H, L].
  private func partialSums(times factors: [Float]) -> [Float] {
    let sums = zip(factors, reciprocals).map { $0 / $1 }
    var outputs = output
    scaleRows(&outputs, by: sums)
    return sums + outputs
  }

  private func finish(sums: ArraySlice<Float>, outputs: ArraySlice<Float>) {
    reciprocals = sums.map { 1 / $0 }
    output = Array(outputs)
    scaleRows(&output, by: reciprocals)
  }

  /// [L, H d] times [H, L], one factor for each row of each head.
  private func scaleRows(_ matrix: inout [Float], by factors: [Float]) {
    for token in 0..<tokens {
      for head in 0..<heads {
        let factor = factors[head * tokens + token]
        let first = token * width + head * headWidth
        for index in first..<first + headWidth { matrix[index] *= factor }
      }
    }
  }

  /// Running maximum, sum and output of two shares: each is rescaled to the larger maximum.
  private func merge(_ mine: inout [Float], _ theirs: [Float]) {
    let rows = heads * tokens
    for token in 0..<tokens {
      for head in 0..<heads {
        let index = head * tokens + token
        let maximum = max(mine[index], theirs[index])
        let (a, b) = (exp(mine[index] - maximum), exp(theirs[index] - maximum))
        mine[index] = maximum
        mine[rows + index] = a * mine[rows + index] + b * theirs[rows + index]
        let first = 2 * rows + token * width + head * headWidth
        for element in first..<first + headWidth {
          mine[element] = a * mine[element] + b * theirs[element]
        }
      }
    }
  }

  private func addAll(_ mine: inout [Float], _ theirs: [Float]) {
    mine.withUnsafeMutableBufferPointer { mine in
      theirs.withUnsafeBufferPointer { theirs in
        addElements(
          count: mine.count, left: mine.baseAddress!, right: theirs.baseAddress!,
          sum: mine.baseAddress!)
      }
    }
  }

  /// The backward pass: every process has the rows' statistics and the whole output, so what is left to
  /// join is the gradient of the queries, by one sum, whatever the method.
  func backward(_ method: SequenceMethod) throws(TimingError) {
    let shape = shape(method)
    for head in 0..<heads {
      let (offset, row) = (head * headWidth, head * tokens)
      output.withUnsafeBufferPointer { output in
        maxima.withUnsafeBufferPointer { maxima in
          reciprocals.withUnsafeBufferPointer { reciprocals in
            dQueries.withUnsafeMutableBufferPointer { dQueries in
              attentionBackward(
                method.weights, shape, queries: queries.pointer + offset, keys: keys + offset,
                values: values + offset, output: output.baseAddress! + offset,
                rowMaxima: maxima.baseAddress! + row,
                rowReciprocals: reciprocals.baseAddress! + row,
                dOutput: dOutput.pointer + offset, dQueries: dQueries.baseAddress! + offset,
                dKeys: dKeys.pointer + offset, dValues: dValues.pointer + offset,
                scratch: scratch.pointer)
            }
          }
        }
      }
    }
    try transport.reduce(&dQueries, combine: addAll)
  }
}
