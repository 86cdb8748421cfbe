import Networks
import Testing

/// Every parameter slice that a variant uses moves in one step, and no other does. A backward pass
/// that forgets a slice leaves it frozen while the loss still falls.
struct DeadGradientTests {
  static let cases = EngineCase.attentions + EngineCase.options

  /// Without decay, so that a slice moves by its gradient alone.
  @Test(arguments: cases)
  func usedSlicesMove(_ engineCase: EngineCase) {
    let (before, after, layout) = step(engineCase, weightDecay: "0")
    for slice in layout.slices {
      let moved = slice.range.count { before[$0] != after[$0] }
      if engineCase.model.unusedSlices.contains(slice.name) {
        #expect(moved == 0, "\(slice.name)")
      } else {
        // Single elements may stay where their gradient rounds to nothing.
        #expect(Double(moved) > 0.9 * Double(slice.count), "\(slice.name)")
      }
    }
  }

  @Test(arguments: cases.filter { !$0.model.unusedSlices.isEmpty })
  func unusedSlicesMoveByDecayAlone(_ engineCase: EngineCase) throws {
    let (before, after, layout) = step(engineCase, weightDecay: "0.01")
    for name in engineCase.model.unusedSlices {
      let slice = try #require(layout[name])
      // The first step's schedule is 1: the warm-up takes one step.
      let isAsExpected = slice.range.allSatisfy { index in
        let expected = slice.decays ? before[index] * (1 - 0.01) : before[index]
        return abs(after[index] - expected) <= 2 * before[index].ulp
      }
      #expect(isAsExpected, "\(name)")
    }
  }

  private func step(
    _ engineCase: EngineCase, weightDecay: DecimalNumber
  ) -> (before: [Float], after: [Float], layout: ParameterLayout) {
    let session = engineCase.session(
      recipe: TrainingRecipe(
        images: 5 * engineCase.batch, batch: engineCase.batch, shards: 2, weightDecay: weightDecay))
    let outcome = session.train(images: engineCase.images, labels: engineCase.labels)
    #expect(outcome.isFinite)
    return (engineCase.parameters, session.state.parameters, session.layout)
  }
}
