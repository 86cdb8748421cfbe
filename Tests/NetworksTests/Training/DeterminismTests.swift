import Networks
import Testing

/// The same model, recipe, seed and batches give the same bits: on any number of threads, across a
/// stop and a restart, and however many images are predicted at a time.
struct DeterminismTests {
  static let model = VisionTransformerConfiguration(depth: 2, attention: EngineCase.relu())
  static let recipe = TrainingRecipe(images: 60, batch: 10, shards: 8)

  @Test(arguments: [AttentionKind.softmax, EngineCase.relu()])
  func threadsDoNotChangeBits(_ kind: AttentionKind) {
    var model = Self.model
    model.attention = kind
    var states: [TrainingState] = []
    for threads in [1, 2, 3, 8] {
      let session = TrainingSession(
        model: model, recipe: Self.recipe, seed: 9, threads: threads)
      var ran: [Int] = []
      train(session, steps: 0..<6) { ran.append(session.threadsThatRan) }
      #expect(ran == [Int](repeating: threads, count: 6))
      states.append(session.state)
    }
    for state in states.dropFirst() { #expect(bits(of: state) == bits(of: states[0])) }
  }

  /// Threads beyond the shards would have no work.
  @Test func threadsBeyondShardsAreNotStarted() {
    var recipe = Self.recipe
    recipe.shards = 2
    let session = TrainingSession(model: Self.model, recipe: recipe, seed: 9, threads: 5)
    train(session, steps: 0..<1) {}
    #expect(session.threadsThatRan == 2)
  }

  @Test func resumingGivesTheSameBits() {
    let whole = TrainingSession(model: Self.model, recipe: Self.recipe, seed: 9, threads: 1)
    train(whole, steps: 0..<6) {}
    let first = TrainingSession(model: Self.model, recipe: Self.recipe, seed: 9, threads: 2)
    train(first, steps: 0..<3) {}
    // Another seed: everything must come from the state.
    let second = TrainingSession(model: Self.model, recipe: Self.recipe, seed: 10, threads: 1)
    second.restore(first.state)
    #expect(second.step == 3)
    train(second, steps: 3..<6) {}
    #expect(bits(of: second.state) == bits(of: whole.state))
  }

  @Test func seedsDiffer() {
    let first = TrainingSession(model: Self.model, recipe: Self.recipe, seed: 9, threads: 1)
    let second = TrainingSession(model: Self.model, recipe: Self.recipe, seed: 10, threads: 1)
    #expect(bits(of: first.state) != bits(of: second.state))
  }

  @Test(arguments: [1, 2, 3, 5, 33, 100])
  func predictionsDoNotDependOnTheirCount(count: Int) {
    let session = EngineCase(name: "predictions", model: Self.model, batch: 10).session(
      recipe: Self.recipe, threads: 2)
    var generator = KeyedGenerator("predictions")
    let pixels = Self.model.pixels
    let images = generator.values(count * pixels).map(Float.init)
    let together = session.predict(images: images)
    let alone = (0..<count).flatMap {
      session.predict(images: Array(images[$0 * pixels..<($0 + 1) * pixels]))
    }
    #expect(together.map(\.bitPattern) == alone.map(\.bitPattern))
  }

  /// Trains on a different batch in each step.
  private func train(_ session: TrainingSession, steps: Range<Int>, after: () -> Void) {
    for step in steps {
      var generator = KeyedGenerator("determinism:\(step)")
      let recipe = session.recipe
      let images = generator.values(recipe.batch * session.model.pixels).map(Float.init)
      let labels = (0..<recipe.batch).map { _ in
        UInt8(generator.bits() % UInt64(session.model.classes))
      }
      #expect(session.train(images: images, labels: labels).isFinite)
      after()
    }
  }

  private func bits(of state: TrainingState) -> [UInt32] {
    (state.parameters + state.firstMoment + state.secondMoment).map(\.bitPattern)
      + [UInt32(state.step)]
  }
}
