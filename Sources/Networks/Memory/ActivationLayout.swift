import Kernels

/// Where the activations of a chunk of images lie in a thread's arena. Nothing is allocated in a
/// step.
///
/// R rows: the images' tokens, one after the other.
struct ActivationLayout {
  struct Block {
    /// The block's input [R, D]; the next block's input is its output.
    let input: Int
    let attentionNorm, attentionNormMeans, attentionNormReciprocals: Int
    /// [R, D] each.
    let queries, keys, values: Int
    /// [R, D], and statistics [R, H]; the plain queries and keys again without qk-layernorm.
    let normedQueries, normedKeys: Int
    let queryMeans, queryReciprocals, keyMeans, keyReciprocals: Int
    /// Softmax's row statistics [images, H, L].
    let rowMaxima, rowReciprocals: Int
    /// Joined heads [R, D].
    let attended: Int
    /// The gate's projection, its activation, and the gated heads [R, D].
    let gateProjection, gate, gated: Int
    let middle: Int
    let mlpNorm, mlpNormMeans, mlpNormReciprocals: Int
    /// [R, 4 D].
    let hidden, activated: Int
  }

  let images: Int
  let rows: Int
  let count: Int
  /// [images x patches, P].
  let patches: Int
  let blocks: [Block]
  /// The last block's output [R, D].
  let output: Int
  let finalNorm, finalNormMeans, finalNormReciprocals: Int
  /// [images, D]. The representation is the head's input: the pooled tokens, or what the layer
  /// before the head makes of them.
  let pooled, preLogits, representation: Int
  /// [images, C].
  let logits, logitGradient: Int
  /// Gradients: of the running residual [R, D], and of whatever is on the way.
  let residualGradient: Int
  let rowGradientA, rowGradientB, rowGradientC, rowGradientD: Int
  let normedQueryGradient, normedKeyGradient: Int
  let hiddenGradient: Int
  let pooledGradient: Int
  /// [D], for uniform attention.
  let tokenMean: Int
  let attentionScratch: Int

  init(_ model: VisionTransformerConfiguration, attention: AttentionShape, images: Int) {
    var total = 0
    func place(_ floats: Int) -> Int {
      defer { total += (floats + 15) / 16 * 16 }
      return total
    }
    let rows = images * model.tokens
    let wide = rows * model.width
    let perHead = rows * model.heads
    self.images = images
    self.rows = rows
    patches = place(images * model.patches * model.patchVector)
    blocks = (0..<model.depth).map { _ in
      let input = place(wide)
      let attentionNorm = place(wide)
      let (attentionNormMeans, attentionNormReciprocals) = (place(rows), place(rows))
      let (queries, keys, values) = (place(wide), place(wide), place(wide))
      return Block(
        input: input, attentionNorm: attentionNorm, attentionNormMeans: attentionNormMeans,
        attentionNormReciprocals: attentionNormReciprocals,
        queries: queries, keys: keys, values: values,
        normedQueries: model.qkNorm ? place(wide) : queries,
        normedKeys: model.qkNorm ? place(wide) : keys,
        queryMeans: place(perHead), queryReciprocals: place(perHead),
        keyMeans: place(perHead), keyReciprocals: place(perHead),
        rowMaxima: place(perHead), rowReciprocals: place(perHead),
        attended: place(wide),
        gateProjection: model.gate == .none ? 0 : place(wide),
        gate: model.gate == .none ? 0 : place(wide),
        gated: model.gate == .none ? 0 : place(wide),
        middle: place(wide), mlpNorm: place(wide), mlpNormMeans: place(rows),
        mlpNormReciprocals: place(rows),
        hidden: place(4 * wide), activated: place(4 * wide))
    }
    output = place(wide)
    finalNorm = place(wide)
    finalNormMeans = place(rows)
    finalNormReciprocals = place(rows)
    pooled = place(images * model.width)
    preLogits = model.preLogits ? place(images * model.width) : pooled
    representation = model.preLogits ? place(images * model.width) : pooled
    logits = place(images * model.classes)
    logitGradient = place(images * model.classes)
    residualGradient = place(wide)
    rowGradientA = place(wide)
    rowGradientB = place(wide)
    rowGradientC = place(wide)
    rowGradientD = place(wide)
    normedQueryGradient = place(wide)
    normedKeyGradient = place(wide)
    hiddenGradient = place(4 * wide)
    pooledGradient = place(images * model.width)
    tokenMean = place(model.width)
    attentionScratch = place(attention.scratchFloats)
    count = total
  }
}
