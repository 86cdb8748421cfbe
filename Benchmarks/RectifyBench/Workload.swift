import Kernels
import Networks
import Randomness

/// Work that can be repeated at the same cost.
protocol Workload {
  func step()
}

/// Training steps on one batch of random images; their content does not affect the speed.
final class TrainingSteps: Workload {
  private let session: TrainingSession
  private let images: [Float]
  private let labels: [UInt8]

  init(_ model: VisionTransformerConfiguration, batch: Int, shards: Int, threads: Int) {
    session = TrainingSession(
      model: model,
      // The run is so long that the rate stays in its warm-up and the loss stays finite.
      recipe: TrainingRecipe(images: batch * 1_000_000, batch: batch, shards: shards),
      seed: 0, threads: threads)
    images = randomFloats(batch * model.pixels, name: "images")
    labels = (0..<batch).map { UInt8($0 % min(256, model.classes)) }
  }

  func step() {
    let outcome = session.train(images: images, labels: labels)
    precondition(outcome.isFinite, "a step whose loss is not finite leaves out the update")
  }
}

/// The attention of one layer, forward and then backward, over every head of every image.
///
/// Letters: B images, L tokens, H heads, d head width.
final class AttentionSteps: Workload {
  private let weights: AttentionWeights
  private let shape: AttentionShape
  private let batch: Int
  private let heads: Int
  private let team: ThreadTeam
  /// [B, L, H d] each.
  private let queries, keys, values, output: FloatBuffer
  private let dOutput, dQueries, dKeys, dValues: FloatBuffer
  /// [B, H, L] each.
  private let rowMaxima, rowReciprocals: FloatBuffer
  /// One a thread.
  private let scratch: [FloatBuffer]

  /// - Precondition: the attention uses logits.
  init(
    _ attention: AttentionKind, batch: Int, tokens: Int, heads: Int, headWidth: Int, threads: Int
  ) {
    let width = heads * headWidth
    switch attention {
    case .softmax: weights = .softmax
    case .pointwise(let h, _): weights = .pointwise(h)
    case .uniform, .none: preconditionFailure("the controls have no attention operator")
    }
    let shape = AttentionShape(
      tokens: tokens, headWidth: headWidth, rowStride: width,
      logitScale: 1 / Float(headWidth).squareRoot(),
      outputScale: attention == .softmax ? 1 : 1 / Float(tokens))
    self.shape = shape
    self.batch = batch
    self.heads = heads
    team = ThreadTeam(count: threads)
    let count = batch * tokens * width
    func buffer(_ name: String) -> FloatBuffer {
      FloatBuffer(randomFloats(count, name: name))
    }
    (queries, keys, values) = (buffer("queries"), buffer("keys"), buffer("values"))
    dOutput = buffer("dOutput")
    output = FloatBuffer(count: count)
    dQueries = FloatBuffer(count: count)
    dKeys = FloatBuffer(count: count)
    dValues = FloatBuffer(count: count)
    rowMaxima = FloatBuffer(count: batch * heads * tokens)
    rowReciprocals = FloatBuffer(count: batch * heads * tokens)
    scratch = (0..<threads).map { _ in FloatBuffer(count: shape.scratchFloats) }
  }

  func step() {
    // Safe: each task has a head of its own, and each thread its own scratch memory.
    team.run(tasks: batch * heads) { task, thread in
      let (offset, statistics) = place(task)
      attentionForward(
        weights, shape, queries: queries.pointer + offset, keys: keys.pointer + offset,
        values: values.pointer + offset, output: output.pointer + offset,
        rowMaxima: rowMaxima.pointer + statistics,
        rowReciprocals: rowReciprocals.pointer + statistics, scratch: scratch[thread].pointer)
    }
    team.run(tasks: batch * heads) { task, thread in
      let (offset, statistics) = place(task)
      attentionBackward(
        weights, shape, queries: queries.pointer + offset, keys: keys.pointer + offset,
        values: values.pointer + offset, output: output.pointer + offset,
        rowMaxima: rowMaxima.pointer + statistics,
        rowReciprocals: rowReciprocals.pointer + statistics, dOutput: dOutput.pointer + offset,
        dQueries: dQueries.pointer + offset, dKeys: dKeys.pointer + offset,
        dValues: dValues.pointer + offset, scratch: scratch[thread].pointer)
    }
  }

  /// Where a head of an image begins in [B, L, H d], and in its row statistics [B, H, L].
  private func place(_ task: Int) -> (offset: Int, statistics: Int) {
    let (image, head) = (task / heads, task % heads)
    return (
      image * shape.tokens * shape.rowStride + head * shape.headWidth, task * shape.tokens
    )
  }
}

/// Uniform in [-1, 1), the same for every run.
private func randomFloats(_ count: Int, name: String) -> [Float] {
  var random = RandomStream(seed: 0, name: "benchmark/" + name)
  return (0..<count).map { _ in Float(2 * random.uniform() - 1) }
}
