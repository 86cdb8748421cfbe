import Kernels
import Randomness
import Testing

/// Sums and products in place, one of the operands being the result: bit for bit.
struct ElementwiseTests {
  static let counts = [1, 7, 15, 16, 17, 33, 1_000]

  @Test(arguments: counts)
  func elementsAreAdded(count: Int) {
    var stream = RandomStream(seed: 5, name: "sum")
    let left = stream.floats(count)
    let right = stream.floats(count)
    let sum = GuardedBuffer(left)
    addElements(count: count, left: sum.pointer, right: right, sum: sum.pointer)
    #expect(sum.values == zip(left, right).map { $0 + $1 })
    #expect(sum.isIntact)
  }

  @Test(arguments: counts)
  func elementsAreMultiplied(count: Int) {
    var stream = RandomStream(seed: 5, name: "product")
    let left = stream.floats(count)
    let right = stream.floats(count)
    let product = GuardedBuffer(left)
    multiplyElements(count: count, left: product.pointer, right: right, product: product.pointer)
    #expect(product.values == zip(left, right).map { $0 * $1 })
    #expect(product.isIntact)
  }
}
