import ReferenceNetworks
import Testing

/// The reference's backward passes against central differences of its forward passes, along random
/// directions and with a random cotangent. A sum of outputs would hide errors, since the weights of
/// a softmax sum to one whatever the logits are.
struct GradientCheckTests {
  static let directions = 3

  @Test(arguments: GradientCase.all)
  func matchesCentralDifferences(_ gradientCase: GradientCase) throws {
    var generator = KeyedGenerator(gradientCase.operation)
    /// Mean 0 and variance 1.
    func draw(_ count: Int) -> [Double] { generator.values(count).map { $0 * 3.0.squareRoot() } }

    var inputs: [[Double]]
    var draws = 0
    var isClear: Bool
    repeat {
      inputs = gradientCase.inputs.map { draw($0.count) }
      draws += 1
      isClear =
        switch gradientCase.kinks {
        case .smooth: true
        case .keepAway(let margin, let distance): distance(inputs) >= margin
        }
    } while !isClear && draws < 100
    try #require(isClear, "no inputs away from the kinks in \(draws) draws")

    let cotangent = draw(gradientCase.forward(inputs).count)
    let gradients = gradientCase.backward(inputs, cotangent)
    try #require(gradients.map(\.count) == inputs.map(\.count))
    let floor = 1e-6 * norm(gradients.flatMap { $0 })
    try #require(floor > 0)

    var worst = WorstErrors()
    for (index, input) in gradientCase.inputs.enumerated() {
      for _ in 0..<Self.directions {
        let direction = draw(input.count)
        func value(_ step: Double) -> Double {
          var moved = inputs
          for i in moved[index].indices { moved[index][i] += step * direction[i] }
          return dot(gradientCase.forward(moved), cotangent)
        }
        let difference =
          (value(gradientCase.step) - value(-gradientCase.step)) / (2 * gradientCase.step)
        let error =
          abs(difference - dot(gradients[index], direction)) / max(norm(gradients[index]), floor)
        worst.record("gradient", error, at: input.name)
      }
    }
    print("\(gradientCase.operation), central differences:\n\(worst)")
    #expect(try #require(worst["gradient"]) <= gradientCase.bound)
  }
}
