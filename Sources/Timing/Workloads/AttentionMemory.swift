import Kernels
import Networks

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
    let floats = AttentionShape(timed).scratchFloats
    scratch = (0..<threads).map { _ in FloatBuffer(count: floats) }
  }
}
