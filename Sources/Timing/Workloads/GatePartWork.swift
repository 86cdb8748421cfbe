import Kernels
import Networks

/// One kind of the work that a gate adds to a training step, over all layers and images, with the
/// shapes and the chunks of the step itself. What it computes is thrown away.
///
/// Letters: D width, R rows (tokens of a chunk's images).
final class GatePartWork: Workload {
  private let part: GatePart
  private let layers: Int
  private let width: Int
  /// Rows of every chunk of a step.
  private let chunks: [Int]
  private let team: ThreadTeam
  /// [R, D] each, one a thread.
  private let x, y: [FloatBuffer]
  /// Kernel and bias [D D + D], one a layer.
  private let weights, first, second: [FloatBuffer]
  /// The same for each shard; while products are taken a thread has the shard of its own number.
  private let gradients: [[FloatBuffer]]
  private let forwardPanels, backwardPanels: [FloatBuffer]

  init(
    _ part: GatePart, _ model: VisionTransformerConfiguration, batch: Int, threads: Int
  ) {
    self.part = part
    layers = model.depth
    width = model.width
    let shards = min(batch, max(2, threads))
    // A step starts no more threads than it has shards.
    let threads = min(threads, shards)
    team = ThreadTeam(count: threads)
    let chunk = TrainingSession.chunkImages(tokens: model.tokens)
    chunks = (0..<shards).flatMap { shard in
      let images = batch * (shard + 1) / shards - batch * shard / shards
      return stride(from: 0, to: images, by: chunk).map { min(chunk, images - $0) * model.tokens }
    }
    let width = model.width
    let rows = chunks.max()!
    let floats = width * width + width
    x = (0..<threads).map { randomBuffer(rows * width, name: "gate x \($0)") }
    y = (0..<threads).map { randomBuffer(rows * width, name: "gate y \($0)") }
    func perLayer(_ name: String) -> [FloatBuffer] {
      (0..<model.depth).map { randomBuffer(floats, name: "gate \(name) \($0)") }
    }
    weights = perLayer("weights")
    // Moments of zero: the root of a negative second moment would be no number.
    first = (0..<model.depth).map { _ in FloatBuffer(count: floats) }
    second = (0..<model.depth).map { _ in FloatBuffer(count: floats) }
    gradients = (0..<shards).map { shard in perLayer("gradient \(shard)") }
    let panels = panelFloats(inner: width, columns: width)
    forwardPanels = (0..<model.depth).map { _ in FloatBuffer(count: panels) }
    backwardPanels = (0..<model.depth).map { _ in FloatBuffer(count: panels) }
    for layer in 0..<layers { pack(layer) }
  }

  func step() -> Double {
    timed {
      switch part {
      case .multiplications: team.run(tasks: chunks.count, multiplyAll)
      case .elementwise: team.run(tasks: chunks.count, elementwiseAll)
      case .update: team.run(tasks: layers) { layer, _ in update(layer) }
      }
    }
  }

  private func multiplyAll(chunk: Int, thread: Int) {
    let rows = chunks[chunk]
    let (x, y) = (x[thread].pointer, y[thread].pointer)
    for layer in 0..<layers {
      multiply(
        rows: rows, columns: width, inner: width, a: x, aRowStride: width, aInnerStride: 1,
        b: ProductOperand(panels: forwardPanels[layer].pointer, inner: width), c: y,
        cRowStride: width, start: .bias(weights[layer].pointer + width * width))
      multiply(
        rows: width, columns: width, inner: rows, a: x, aRowStride: 1, aInnerStride: width,
        b: ProductOperand(rowMajor: y, rowStride: width),
        c: gradients[thread][layer].pointer, cRowStride: width, start: .zero)
      multiply(
        rows: rows, columns: width, inner: width, a: x, aRowStride: width, aInnerStride: 1,
        b: ProductOperand(panels: backwardPanels[layer].pointer, inner: width), c: y,
        cRowStride: width, start: .zero)
    }
  }

  private func elementwiseAll(chunk: Int, thread: Int) {
    let rows = chunks[chunk]
    let (x, y) = (x[thread].pointer, y[thread].pointer)
    for layer in 0..<layers {
      // gated = heads * projection; then the gradients of both; then the bias's.
      for _ in 0..<3 { multiplyElements(count: rows * width, left: x, right: x, product: y) }
      addColumnSums(
        rows: rows, columns: width, matrix: y, rowStride: width,
        sums: gradients[thread][layer].pointer + width * width)
    }
  }

  private func update(_ layer: Int) {
    let count = width * width + width
    for shard in gradients { shard[layer].pointer.update(repeating: 0, count: count) }
    for shard in gradients.dropFirst() {
      addElements(
        count: count, left: gradients[0][layer].pointer, right: shard[layer].pointer,
        sum: gradients[0][layer].pointer)
    }
    let squares = sumOfSquares(count: count, of: gradients[0][layer].pointer)
    adamUpdate(
      AdamStep(
        firstDecay: 0.9, secondDecay: 0.999, firstCorrection: 0.1, secondCorrection: 0.001,
        epsilon: 1e-8, rate: 1e-9, decay: 0, gradientScale: squares > 1 ? 1 / squares : 1),
      decays: true, count: count, gradient: gradients[0][layer].pointer,
      weights: weights[layer].pointer, first: first[layer].pointer,
      second: second[layer].pointer)
    pack(layer)
  }

  private func pack(_ layer: Int) {
    packPanels(
      inner: width, columns: width, from: weights[layer].pointer, rowStride: width,
      into: forwardPanels[layer].pointer)
    packTransposedPanels(
      inner: width, columns: width, from: weights[layer].pointer, rowStride: width,
      into: backwardPanels[layer].pointer)
  }
}
