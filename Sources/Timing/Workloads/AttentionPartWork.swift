import Kernels
import Networks

/// One pass over the logits on their way to weights, for every head of every image.
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
    shape = AttentionShape(timed)
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
