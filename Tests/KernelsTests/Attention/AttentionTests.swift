import Kernels
import Networks
import Randomness
import ReferenceNetworks
import Testing

/// One head of fused attention against the reference, at token counts and head widths around those
/// of a vector and of a query block of 64.
struct AttentionTests {
  static let kinds: [AttentionKind] =
    [.softmax]
    + ["relu", "squaredReLU", "gelu", "softplus", "identity", "relu6", "sigmoid"].map {
      AttentionKind(name: $0, alpha: LengthExponent(hundredths: 50))!
    }

  @Test(arguments: kinds)
  func matchesReference(_ kind: AttentionKind) {
    var worst = (error: 0.0, place: "")
    for tokens in [1, 7, 15, 16, 17, 49, 63, 64, 65, 130] {
      for headWidth in [1, 8, 16, 17, 33] {
        for (quantity, error) in errors(kind, tokens, headWidth) {
          #expect(error < 5e-6, "\(quantity), \(tokens) tokens, head width \(headWidth)")
          if !(error <= worst.error) {
            worst = (error, "\(quantity), \(tokens) tokens, head width \(headWidth)")
          }
        }
      }
    }
    print("attention \(kind.name): worst \(worst.error) at \(worst.place)")
  }

  /// ||ours - theirs|| over the norm of theirs. With one key the gradients by query and key vanish
  /// under softmax, and are compared with the size of the gradient by the value.
  private func errors(
    _ kind: AttentionKind, _ tokens: Int, _ headWidth: Int
  ) -> [(quantity: String, error: Double)] {
    var stream = RandomStream(seed: 6, name: "attention \(tokens) \(headWidth)")
    // The head is the second of three side by side; the others must not change.
    let stride = 3 * headWidth
    let count = tokens * headWidth
    let query = stream.floats(count, scale: 3)
    let key = stream.floats(count, scale: 3)
    let value = stream.floats(count, scale: 3)
    let dy = stream.floats(count)
    let shape = AttentionShape(
      tokens: tokens, headWidth: headWidth, rowStride: stride,
      logitScale: Float(1 / Double(headWidth).squareRoot()),
      outputScale: Float(kind.alpha.map { power(Double(tokens), -$0.value) } ?? 1))
    let weights: Kernels.AttentionWeights =
      if case .pointwise(let h, _) = kind { .pointwise(h) } else { .softmax }

    func spread(_ values: [Float]) -> GuardedBuffer {
      let other = [Float](repeating: 77, count: headWidth)
      return GuardedBuffer(
        (0..<tokens).flatMap { token in
          other + values[token * headWidth..<(token + 1) * headWidth] + other
        })
    }
    func gather(_ buffer: GuardedBuffer) -> [Float] {
      let values = buffer.values
      #expect(buffer.isIntact)
      return (0..<tokens).flatMap { token in
        let row = values[token * stride..<(token + 1) * stride]
        #expect((row.prefix(headWidth) + row.suffix(headWidth)).allSatisfy { $0 == 77 })
        return row.dropFirst(headWidth).prefix(headWidth)
      }
    }
    let inputs = [query, key, value, dy].map(spread)
    let outputs = (0..<4).map { _ in spread([Float](repeating: 0, count: count)) }
    let maxima = GuardedBuffer(count: tokens)
    let reciprocals = GuardedBuffer(count: tokens)
    let scratch = GuardedBuffer(count: shape.scratchFloats)
    attentionForward(
      weights, shape, queries: inputs[0].pointer + headWidth, keys: inputs[1].pointer + headWidth,
      values: inputs[2].pointer + headWidth, output: outputs[0].pointer + headWidth,
      rowMaxima: maxima.pointer, rowReciprocals: reciprocals.pointer, scratch: scratch.pointer)
    attentionBackward(
      weights, shape, queries: inputs[0].pointer + headWidth, keys: inputs[1].pointer + headWidth,
      values: inputs[2].pointer + headWidth, output: outputs[0].pointer + headWidth,
      rowMaxima: maxima.pointer, rowReciprocals: reciprocals.pointer,
      dOutput: inputs[3].pointer + headWidth, dQueries: outputs[1].pointer + headWidth,
      dKeys: outputs[2].pointer + headWidth, dValues: outputs[3].pointer + headWidth,
      scratch: scratch.pointer)
    #expect(maxima.isIntact && reciprocals.isIntact && scratch.isIntact)
    #expect(inputs.map(gather) == [query, key, value, dy])
    let (output, dQuery, dKey, dValue) = (
      gather(outputs[0]), gather(outputs[1]), gather(outputs[2]), gather(outputs[3])
    )

    let (q, k, v) = (query.map(Double.init), key.map(Double.init), value.map(Double.init))
    let exact = Attention.forward(
      query: q, key: k, value: v, width: headWidth, heads: 1, kind: kind)
    let d = Attention.backward(
      query: q, key: k, value: v, width: headWidth, heads: 1, kind: kind, dy: dy.map(Double.init))
    var results = [
      ("output", normalisedError(output, exact)),
      ("dValue", normalisedError(dValue, d.value)),
    ]
    if kind == .softmax && tokens == 1 {
      let scale = norm(d.value)
      results.append(("dQuery", norm(dQuery.map(Double.init)) / scale))
      results.append(("dKey", norm(dKey.map(Double.init)) / scale))
    } else {
      results.append(("dQuery", normalisedError(dQuery, d.query)))
      results.append(("dKey", normalisedError(dKey, d.key)))
    }
    return results
  }
}
