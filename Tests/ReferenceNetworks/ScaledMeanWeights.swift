import Networks

extension ReferenceVisionTransformer {
  /// L times the mean attention weight of every layer, over heads, queries and keys of one image.
  ///
  /// - Parameters:
  ///   - image: [height, width, channels], scaled to [-1, 1].
  ///   - queryStep: of the queries 0, queryStep, 2 queryStep and so on.
  package func scaledMeanWeights(
    image: [Double], parameters: [Double], queryStep: Int
  ) -> [Double] {
    var x = PatchEmbedding(model: model, layout: layout).forward(image, parameters)
    return layout.blocks.map { block in
      let (y, activations) = TransformerBlock(model: model, block: block).forward(x, parameters)
      x = y
      guard let attention = activations.attention else { return 0 }
      var total = 0.0
      var queries = 0
      for head in 0..<model.heads {
        for i in stride(from: 0, to: model.tokens, by: queryStep) {
          let logits = Attention.logits(
            attention.normalisedQuery, attention.normalisedKey, i: i, head: head,
            width: model.width, heads: model.heads)
          total += AttentionWeights.forward(logits, kind: model.attention).reduce(0, +)
          queries += 1
        }
      }
      return total / Double(queries)
    }
  }
}
