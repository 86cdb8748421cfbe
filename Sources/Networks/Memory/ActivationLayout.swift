import Kernels

/// Where the activations of a chunk of images, and the gradients by them, lie in an arena.
///
/// Letters: N images of the chunk, L tokens, R = N L rows, D width, H heads, M hidden width of the
/// MLP, P patch vector, C classes.
struct ActivationLayout {
  /// The place of one array of floats.
  struct Region {
    let offset: Int
    let count: Int
  }

  /// What a layer norm writes: its output, and the statistics that its backward pass reads.
  struct Norm {
    /// [R, D].
    let output: Region
    /// [R]; [R, H] where each head is normalised on its own.
    let means, reciprocals: Region
  }

  /// The queries or the keys.
  struct HeadProjection {
    /// The projection's output [R, D].
    let projected: Region
    /// Nil without qk-layernorm.
    let norm: Norm?
    /// What attention reads [R, D].
    var output: Region { norm?.output ?? projected }
  }

  struct Gate {
    /// [R, D].
    let projection: Region
    /// What the heads are multiplied with [R, D]: the projection or its SiLU.
    let factor: Region
    /// The gated heads [R, D].
    let output: Region
  }

  struct Block {
    /// The residual stream before the block [R, D]; the next block's is this one's output.
    let input: Region
    let attentionNorm: Norm
    let queries, keys: HeadProjection
    /// [R, D].
    let values: Region
    /// Softmax's row statistics [N, H, L].
    let rowMaxima, rowReciprocals: Region
    /// The joined heads [R, D].
    let heads: Region
    /// Nil without a gate.
    let gate: Gate?
    /// The residual stream after attention [R, D].
    let afterAttention: Region
    let mlpNorm: Norm
    /// The MLP's hidden values before and after their activation [R, M].
    let hidden, activated: Region
  }

  let images: Int
  /// Floats of the arena.
  let count: Int
  /// [N, patches, P].
  let patches: Region
  let blocks: [Block]
  /// The residual stream after the last block [R, D].
  let output: Region
  let finalNorm: Norm
  /// The pooled tokens [N, D].
  let pooled: Region
  /// The head's input [N, D]: the pooled tokens, or the tanh of `preLogits`.
  let representation: Region
  /// The dense layer before the head, before its tanh [N, D]; nil where the model has none.
  let preLogits: Region?
  /// [N, C].
  let logits: Region

  // The gradients by the activations above. Those of one block are overwritten by the next.

  /// [N, C].
  let logitGradient: Region
  /// Of the representation and of the pooled tokens [N, D]; one region where the two are one.
  let representationGradient, pooledGradient: Region
  /// Of the residual stream [R, D], at the point that the backward pass has reached.
  let residualGradient: Region
  /// Of the output of a norm [R, D], before the norm is differentiated.
  let normGradient: Region
  /// Of the MLP's hidden values [R, M].
  let hiddenGradient: Region
  /// Of the joined heads [R, D], first after the gate and then before it.
  let headGradient: Region
  /// Of the gate's projection [R, D]. It is used up before the values' gradient is written, and
  /// shares its memory.
  let gateGradient: Region
  /// Of the values [R, D].
  let valueGradient: Region
  /// Of the queries and keys that attention reads [R, D].
  let queryGradient, keyGradient: Region
  /// Of the projection of queries or keys before their norm [R, D].
  let projectionGradient: Region

  /// The mean of an image's tokens [D], for uniform attention.
  let tokenMean: Region
  /// `AttentionShape.scratchFloats` floats.
  let attentionScratch: Region

  init(_ model: VisionTransformerConfiguration, attention: AttentionShape, images: Int) {
    var total = 0
    func place(_ floats: Int) -> Region {
      // Whole cache lines.
      defer { total += (floats + 15) / 16 * 16 }
      return Region(offset: total, count: floats)
    }
    let rows = images * model.tokens
    let wide = rows * model.width
    let perHead = rows * model.heads
    func norm(statistics: Int) -> Norm {
      Norm(output: place(wide), means: place(statistics), reciprocals: place(statistics))
    }
    func headProjection() -> HeadProjection {
      HeadProjection(
        projected: place(wide), norm: model.qkNorm ? norm(statistics: perHead) : nil)
    }
    func gate() -> Gate? {
      if model.gate == .none { return nil }
      let projection = place(wide)
      return Gate(
        projection: projection, factor: model.gate == .silu ? place(wide) : projection,
        output: place(wide))
    }
    self.images = images
    patches = place(images * model.patches * model.patchVector)
    blocks = (0..<model.depth).map { _ in
      Block(
        input: place(wide), attentionNorm: norm(statistics: rows), queries: headProjection(),
        keys: headProjection(), values: place(wide), rowMaxima: place(perHead),
        rowReciprocals: place(perHead), heads: place(wide), gate: gate(),
        afterAttention: place(wide), mlpNorm: norm(statistics: rows),
        hidden: place(rows * model.hidden), activated: place(rows * model.hidden))
    }
    output = place(wide)
    finalNorm = norm(statistics: rows)
    pooled = place(images * model.width)
    preLogits = model.preLogits ? place(images * model.width) : nil
    representation = model.preLogits ? place(images * model.width) : pooled
    logits = place(images * model.classes)
    logitGradient = place(images * model.classes)
    pooledGradient = place(images * model.width)
    representationGradient = model.preLogits ? place(images * model.width) : pooledGradient
    residualGradient = place(wide)
    normGradient = place(wide)
    hiddenGradient = place(rows * model.hidden)
    headGradient = place(wide)
    valueGradient = place(wide)
    gateGradient = valueGradient
    queryGradient = place(wide)
    keyGradient = place(wide)
    projectionGradient = place(wide)
    tokenMean = place(model.width)
    attentionScratch = place(attention.scratchFloats)
    count = total
  }
}
