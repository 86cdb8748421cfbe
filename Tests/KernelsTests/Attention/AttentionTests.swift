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
        let head = Case(kind, tokens, headWidth)
        for (quantity, error) in head.errors(of: head.ours()) {
          #expect(error < 5e-6, "\(quantity), \(tokens) tokens, head width \(headWidth)")
          if !(error <= worst.error) {
            worst = (error, "\(quantity), \(tokens) tokens, head width \(headWidth)")
          }
        }
      }
    }
    print("attention \(kind.name): worst \(worst.error) at \(worst.place)")
  }

  /// A pointwise h has the bits of one key block; softmax is brought from one block's maximum to the next's,
  /// and held against the reference.
  @Test(arguments: kinds, [16, 64])
  func keyBlocksChangeNothing(_ kind: AttentionKind, blockKeys: Int) {
    for (tokens, headWidth) in [(17, 16), (64, 8), (130, 17)] {
      let head = Case(kind, tokens, headWidth)
      let blocks = head.ours(blockKeys: blockKeys)
      if kind != .softmax { #expect(blocks == head.ours(), "\(tokens) tokens") }
      for (quantity, error) in head.errors(of: blocks) {
        #expect(error < 5e-6, "\(quantity), \(tokens) tokens, head width \(headWidth)")
      }
    }
  }

  /// Beyond the longest sequence that is trained, the memory stays and the result is right.
  @Test(arguments: kinds)
  func longSequencesTakeNoMoreMemory(_ kind: AttentionKind) {
    func scratch(_ tokens: Int) -> Int {
      AttentionShape(
        tokens: tokens, headWidth: 64, rowStride: 64, logitScale: 1, outputScale: 1
      ).scratchFloats
    }
    #expect(scratch(784) == scratch(3136) && scratch(784) == scratch(1_000_000))
    let head = Case(kind, 1601, 8)
    for (quantity, error) in head.errors(of: head.ours()) {
      #expect(error < 5e-6, "\(quantity)")
    }
  }
}

/// One head, and what becomes of it.
private struct Case {
  struct Result: Equatable {
    var output, dQuery, dKey, dValue: [Float]
  }

  let kind: AttentionKind
  let tokens, headWidth: Int
  let query, key, value, dy: [Float]

  init(_ kind: AttentionKind, _ tokens: Int, _ headWidth: Int) {
    (self.kind, self.tokens, self.headWidth) = (kind, tokens, headWidth)
    var stream = RandomStream(seed: 6, name: "attention \(tokens) \(headWidth)")
    let count = tokens * headWidth
    query = stream.floats(count, scale: 3)
    key = stream.floats(count, scale: 3)
    value = stream.floats(count, scale: 3)
    dy = stream.floats(count)
  }

  /// By the kernels. The head is the second of three side by side; the others must not change.
  func ours(blockKeys: Int = 784) -> Result {
    let stride = 3 * headWidth
    let shape = AttentionShape(
      tokens: tokens, headWidth: headWidth, rowStride: stride,
      logitScale: Float(1 / Double(headWidth).squareRoot()),
      outputScale: Float(kind.alpha.map { power(Double(tokens), -$0.value) } ?? 1),
      blockKeys: blockKeys)
    let weights: Kernels.AttentionWeights =
      if case .pointwise(let h, _) = kind { .pointwise(h) } else { .softmax }

    func spread(_ values: [Float]) -> GuardedBuffer {
      let other = [Float](repeating: 77, count: headWidth)
      return GuardedBuffer(
        (0..<tokens).flatMap { token -> [Float] in
          let own = Array(values[token * headWidth..<(token + 1) * headWidth])
          return other + own + other
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
    let outputs = (0..<4).map { _ in
      spread([Float](repeating: 0, count: tokens * headWidth))
    }
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
    return Result(
      output: gather(outputs[0]), dQuery: gather(outputs[1]), dKey: gather(outputs[2]),
      dValue: gather(outputs[3]))
  }

  /// ||ours - theirs|| over the norm of theirs, which the reference makes. With one key the gradients by query and key
  /// vanish under softmax, and are compared with the size of the gradient by the value.
  func errors(of ours: Result) -> [(quantity: String, error: Double)] {
    let (q, k, v) = (query.map(Double.init), key.map(Double.init), value.map(Double.init))
    let exact = Attention.forward(
      query: q, key: k, value: v, width: headWidth, heads: 1, kind: kind)
    let d = Attention.backward(
      query: q, key: k, value: v, width: headWidth, heads: 1, kind: kind, dy: dy.map(Double.init))
    let scale = kind == .softmax && tokens == 1 ? norm(d.value) : nil
    return [
      ("output", normalisedError(ours.output, exact)),
      ("dValue", normalisedError(ours.dValue, d.value)),
      (
        "dQuery",
        scale.map { norm(ours.dQuery.map(Double.init)) / $0 }
          ?? normalisedError(ours.dQuery, d.query)
      ),
      (
        "dKey",
        scale.map { norm(ours.dKey.map(Double.init)) / $0 } ?? normalisedError(ours.dKey, d.key)
      ),
    ]
  }
}
