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

  /// `KernelContract.md`: a row's bits do not depend on how many are taken at once, and sums over rows
  /// continue from one call to the next. Rows around sixteen and around a chunk of them.
  @Test(arguments: [15, 16, 17, 128, 145], [16, 17, 48])
  func rowsTakenAloneGiveTheSameBits(rows: Int, width: Int) {
    var stream = RandomStream(seed: 5, name: "rows \(rows) \(width)")
    let x = stream.floats(rows * width)
    let dy = stream.floats(rows * width)
    let scale = stream.floats(width)
    let bias = stream.floats(width)
    func results(rowsAtOnce: Int) -> [UInt32] {
      let y = GuardedBuffer(count: rows * width)
      let dx = GuardedBuffer(count: rows * width)
      let means = GuardedBuffer(count: rows)
      let reciprocals = GuardedBuffer(count: rows)
      let dScale = GuardedBuffer(count: width)
      let dBias = GuardedBuffer(count: width)
      x.withUnsafeBufferPointer { x in
        dy.withUnsafeBufferPointer { dy in
          for first in stride(from: 0, to: rows, by: rowsAtOnce) {
            let count = min(rowsAtOnce, rows - first)
            let offset = first * width
            layerNormForward(
              rows: count, width: width, x: x.baseAddress! + offset, scale: scale, bias: bias,
              y: y.pointer + offset, means: means.pointer + first,
              reciprocals: reciprocals.pointer + first)
            layerNormBackward(
              rows: count, width: width, x: x.baseAddress! + offset, scale: scale,
              means: means.pointer + first, reciprocals: reciprocals.pointer + first,
              dy: dy.baseAddress! + offset, dx: dx.pointer + offset, accumulates: false,
              dScale: dScale.pointer, dBias: dBias.pointer)
          }
        }
      }
      let all = [y, dx, means, reciprocals, dScale, dBias]
      for buffer in all { #expect(buffer.isIntact) }
      return all.flatMap { $0.values.map(\.bitPattern) }
    }
    #expect(results(rowsAtOnce: rows) == results(rowsAtOnce: 1))
  }

  /// The root of the mean squared difference.
  private func absoluteError(_ ours: [Float], _ theirs: [Double]) -> Double {
    norm(zip(ours, theirs).map { Double($0) - $1 }) / Double(ours.count).squareRoot()
  }
}
