import Kernels

/// The model's fixed position embedding, [patches, D]; nil where it is learned.
func fixedPositionEmbedding(_ model: VisionTransformerConfiguration) -> FloatBuffer? {
  guard model.positionEmbedding == .sincos2d else { return nil }
  return FloatBuffer(sinCosPositionEmbedding(model))
}

/// The fixed sin-cos position embedding of the patches, [patches, D] (big_vision's `sincos2d`): sin
/// x, cos x, sin y and cos y, a quarter of the width each, where x is the patch's column times a
/// frequency and y its row times it. The frequencies are 10000^(-i / (D/4 - 1)).
private func sinCosPositionEmbedding(_ model: VisionTransformerConfiguration) -> [Float] {
  let columns = model.imageWidth / model.patch
  let quarter = model.width / 4
  var table = [Float](repeating: 0, count: model.patches * model.width)
  for patch in 0..<model.patches {
    let row = table.index(0, offsetBy: patch * model.width)
    for i in 0..<quarter {
      let frequency = power(10_000, -Double(i) / Double(quarter - 1))
      let x = sineAndCosine(Double(patch % columns) * frequency)
      let y = sineAndCosine(Double(patch / columns) * frequency)
      table[row + i] = Float(x.sine)
      table[row + quarter + i] = Float(x.cosine)
      table[row + 2 * quarter + i] = Float(y.sine)
      table[row + 3 * quarter + i] = Float(y.cosine)
    }
  }
  return table
}
