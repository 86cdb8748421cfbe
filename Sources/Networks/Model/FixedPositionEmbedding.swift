import Kernels

/// The model's fixed position embedding, [patches, D]; nil where it is learned.
func fixedPositionEmbedding(_ model: VisionTransformerConfiguration) -> FloatBuffer? {
  guard model.positionEmbedding == .sincos2d else { return nil }
  let table = sinCosPositionEmbedding(model)
  let buffer = FloatBuffer(count: table.count)
  buffer.contents = table
  return buffer
}

/// The fixed sin-cos position embedding of the patches, [patches, D]: sin x, cos x, sin y, cos y of a
/// quarter of the width each, x the patch's column and y its row, at the frequencies
/// 10000^(-i / (D/4 - 1)) (big_vision's `sincos2d`).
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
