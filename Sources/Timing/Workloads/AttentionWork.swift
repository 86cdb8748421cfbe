import Kernels
import Networks

/// The attention of one layer, forward and then backward, over every head of every image.
final class AttentionWork: Workload {
  private let weights: AttentionWeights
  private let shape: AttentionShape
  private let batch: Int
  private let heads: Int
  private let memory: AttentionMemory

  init(_ timed: TimedAttention, memory: AttentionMemory) {
    weights = timed.attention
    self.memory = memory
    batch = timed.batch
    heads = timed.heads
    shape = AttentionShape(timed)
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
