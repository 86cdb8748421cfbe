import Kernels
import Networks
import Paper
import Randomness

/// What the attention of one layer reads and writes, forward and backward, and the threads that do.
///
/// Every operator of a process works on the same memory: which pages it got is then no difference
/// between them, and it was one of several per cent between an operator and its copy.
///
/// Letters: B images, L tokens, H heads, d head width.
final class AttentionMemory {
  let team: ThreadTeam
  /// [B, L, H d] each.
  let queries, keys, values, output: FloatBuffer
  let dOutput, dQueries, dKeys, dValues: FloatBuffer
  /// [B, H, L] each.
  let rowMaxima, rowReciprocals: FloatBuffer
  /// One a thread.
  let scratch: [FloatBuffer]

  init(_ timed: TimedAttention, threads: Int) {
    team = ThreadTeam(count: threads)
    let count = timed.batch * timed.tokens * timed.heads * timed.headWidth
    queries = randomBuffer(count, name: "queries")
    keys = randomBuffer(count, name: "keys")
    values = randomBuffer(count, name: "values")
    dOutput = randomBuffer(count, name: "dOutput")
    output = FloatBuffer(count: count)
    dQueries = FloatBuffer(count: count)
    dKeys = FloatBuffer(count: count)
    dValues = FloatBuffer(count: count)
    rowMaxima = FloatBuffer(count: timed.batch * timed.heads * timed.tokens)
    rowReciprocals = FloatBuffer(count: timed.batch * timed.heads * timed.tokens)
    let floats = AttentionShape(timed, weights: .softmax).scratchFloats
    scratch = (0..<threads).map { _ in FloatBuffer(count: floats) }
  }
}

/// The attention of one layer, forward and then backward, over every head of every image.
final class AttentionWork: Workload {
  private let weights: AttentionWeights
  private let shape: AttentionShape
  private let batch: Int
  private let heads: Int
  private let memory: AttentionMemory

  init(_ timed: TimedAttention, weights: AttentionWeights, memory: AttentionMemory) {
    self.weights = weights
    self.memory = memory
    batch = timed.batch
    heads = timed.heads
    shape = AttentionShape(timed, weights: weights)
  }

  func step() -> Double {
    timed {
      memory.team.run(tasks: batch * heads) { task, thread in
        let (offset, statistics) = place(task)
        attentionForward(
          weights, shape, queries: memory.queries.pointer + offset,
          keys: memory.keys.pointer + offset,
          values: memory.values.pointer + offset, output: memory.output.pointer + offset,
          rowMaxima: memory.rowMaxima.pointer + statistics,
          rowReciprocals: memory.rowReciprocals.pointer + statistics,
          scratch: memory.scratch[thread].pointer)
      }
      memory.team.run(tasks: batch * heads) { task, thread in
        let (offset, statistics) = place(task)
        attentionBackward(
          weights, shape, queries: memory.queries.pointer + offset,
          keys: memory.keys.pointer + offset,
          values: memory.values.pointer + offset, output: memory.output.pointer + offset,
          rowMaxima: memory.rowMaxima.pointer + statistics,
          rowReciprocals: memory.rowReciprocals.pointer + statistics,
          dOutput: memory.dOutput.pointer + offset,
          dQueries: memory.dQueries.pointer + offset, dKeys: memory.dKeys.pointer + offset,
          dValues: memory.dValues.pointer + offset, scratch: memory.scratch[thread].pointer)
      }
    }
  }

  /// Where a head of an image begins, in rows of tokens and in their statistics.
  private func place(_ task: Int) -> (offset: Int, statistics: Int) {
    let (image, head) = (task / heads, task % heads)
    return (
      image * shape.tokens * shape.rowStride + head * shape.headWidth, task * shape.tokens
    )
  }
}

/// One part of the way from logits to weights, for every head of every image.
final class AttentionPartWork: Workload {
  private let part: AttentionPart
  private let shape: AttentionShape
  private let heads: Int
  private let team: ThreadTeam
  /// One query block a thread.
  private let logits, weights: [FloatBuffer]
  private let results: FloatBuffer

  init(_ part: AttentionPart, _ timed: TimedAttention, threads: Int) {
    self.part = part
    shape = AttentionShape(timed, weights: .softmax)
    heads = timed.batch * timed.heads
    team = ThreadTeam(count: threads)
    let floats = shape.queryBlockFloats
    logits = (0..<threads).map { randomBuffer(floats, name: "logits \($0)") }
    weights = (0..<threads).map { _ in FloatBuffer(count: floats) }
    results = FloatBuffer(count: heads)
  }

  func step() -> Double {
    timed {
      team.run(tasks: heads) { head, thread in
        results.pointer[head] = attentionPart(
          part, shape, logits: logits[thread].pointer, weights: weights[thread].pointer)
      }
    }
  }
}

extension AttentionShape {
  /// Heads side by side in rows of H d, as the model has them.
  init(_ timed: TimedAttention, weights: AttentionWeights) {
    let isSoftmax = if case .softmax = weights { true } else { false }
    self.init(
      tokens: timed.tokens, headWidth: timed.headWidth, rowStride: timed.heads * timed.headWidth,
      logitScale: 1 / Float(timed.headWidth).squareRoot(),
      outputScale: isSoftmax ? 1 : 1 / Float(timed.tokens))
  }
}

/// Uniform in [-1, 1), the same in every process.
func randomBuffer(_ count: Int, name: String) -> FloatBuffer {
  var random = RandomStream(seed: 0, name: "timing/" + name)
  let buffer = FloatBuffer(count: count)
  for index in 0..<count { buffer.pointer[index] = Float(2 * random.uniform() - 1) }
  return buffer
}
