import Kernels
import Randomness
import Testing

struct SumOfSquaresTests {
  static let counts = [1, 7, 15, 16, 17, 33, 1_000]

  @Test(arguments: counts)
  func sumOfSquaresMatchesDouble(count: Int) {
    var stream = RandomStream(seed: 5, name: "squares")
    let values = stream.floats(count)
    let exact = values.reduce(0.0) { $0 + Double($1) * Double($1) }
    let error = abs(Double(sumOfSquares(count: count, of: values)) - exact) / exact
    print("sum of \(count) squares: off by \(error)")
    // Each of the sixteen chains rounds once a term, and four more times at the end.
    #expect(error < Double(count / 16 + 5) * 6e-8)
  }
}
