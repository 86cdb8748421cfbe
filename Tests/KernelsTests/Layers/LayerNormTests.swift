import Kernels
import Randomness
import ReferenceNetworks
import Testing

/// Layer norm and the norm of queries and keys, at widths around those of a vector.
struct LayerNormTests {
  /// Values far enough apart that the norm does not enlarge their rounding.
  private func spread(_ rows: Int, _ width: Int, _ stream: inout RandomStream) -> [Float] {
    (0..<rows).flatMap { _ -> [Float] in
      let order = stream.permutation(of: width)
      return order.map { Float($0) / Float(width) * 3 + Float(stream.uniform()) / Float(width) }
    }
  }

  @Test(arguments: [1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 100], [1, 3])
  func matchesReference(width: Int, groups: Int) {
    let rows = 5
    let count = rows * groups * width
    var stream = RandomStream(seed: 4, name: "norm")
    let x = spread(rows * groups, width, &stream)
    let scale = stream.floats(width).map { 1 + $0 / 2 }
    // Queries and keys have no bias; the model's norms have no groups.
    let bias = groups == 1 ? GuardedBuffer(stream.floats(width)) : nil
    let dy = stream.floats(count)
    let before = stream.floats(count)

    let y = GuardedBuffer(count: count)
    let means = GuardedBuffer(count: rows * groups)
    let reciprocals = GuardedBuffer(count: rows * groups)
    layerNormForward(
      rows: rows * groups, width: width, x: x, scale: scale,
      bias: bias?.pointer, y: y.pointer, means: means.pointer, reciprocals: reciprocals.pointer)
    let exact = LayerNorm.forward(
      x.map(Double.init), scale: scale.map(Double.init), bias: bias?.values.map(Double.init))
    let exactGradient = LayerNorm.backward(
      x.map(Double.init), scale: scale.map(Double.init), dy: dy.map(Double.init))

    var errors = ["y": normalisedError(y.values, exact)]
    #expect(y.isIntact && means.isIntact && reciprocals.isIntact)
    for accumulates in [false, true] {
      let dx = GuardedBuffer(before)
      let dScale = GuardedBuffer(count: width)
      let dBias = GuardedBuffer(count: width)
      layerNormBackward(
        rows: rows * groups, width: width, x: x, scale: scale,
        means: means.pointer, reciprocals: reciprocals.pointer, dy: dy, dx: dx.pointer,
        accumulates: accumulates, dScale: dScale.pointer,
        dBias: bias == nil ? nil : dBias.pointer)
      let start = accumulates ? before.map(Double.init) : [Double](repeating: 0, count: count)
      let exactX = zip(start, exactGradient.x).map { $0 + $1 }
      // At widths of one and two the gradient by x is zero or all but zero by cancellation.
      errors["dx, accumulates \(accumulates)"] = absoluteError(dx.values, exactX)
      errors["dScale"] = absoluteError(dScale.values, exactGradient.scale)
      if bias != nil { errors["dBias"] = absoluteError(dBias.values, exactGradient.bias) }
      #expect(dx.isIntact && dScale.isIntact && dBias.isIntact)
    }
    let worst = errors.max { $0.value < $1.value }!
    print("layer norm, width \(width), \(groups) groups: worst \(worst.value) at \(worst.key)")
    // Gradients of size one are divided by deviations of about one; tens of roundings of 6e-8.
    for (quantity, error) in errors { #expect(error < 2e-6, "\(quantity)") }
  }

  /// The root of the mean squared difference.
  private func absoluteError(_ ours: [Float], _ theirs: [Double]) -> Double {
    norm(zip(ours, theirs).map { Double($0) - $1 }) / Double(ours.count).squareRoot()
  }
}
