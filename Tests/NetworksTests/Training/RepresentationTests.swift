import Networks
import ReferenceNetworks
import Testing

/// The frozen representation, which transfer is measured on.
struct RepresentationTests {
  /// Both poolings, with the layer before the head and without.
  static let cases = EngineCase.options.filter {
    $0.model.gate == .none || $0.model.preLogits
  }

  /// The error is ||ours - theirs|| / ||theirs||; the bound is the logits' of the engine's tests.
  @Test func matchesReference() throws {
    try #require(Set(Self.cases.map(\.model.pooling)).count == 2)
    try #require(Set(Self.cases.map(\.model.preLogits)).count == 2)
    var worst = WorstErrors()
    for engineCase in Self.cases {
      let theirs = ReferenceVisionTransformer(engineCase.model).representations(
        images: engineCase.images.map(Double.init),
        parameters: engineCase.parameters.map(Double.init))
      let ours = engineCase.session().represent(images: engineCase.images)
      worst.record(
        "representation", normalisedError(ours.map(Double.init), theirs), at: engineCase.name)
    }
    print("representations against Double, \(Self.cases.count) cases:\n\(worst)")
    #expect(try #require(worst["representation"]) <= ModelPassTests.bound)
  }

  @Test(arguments: [2, 3, 8]) func threadsDoNotChangeBits(threads: Int) throws {
    let recipe = TrainingRecipe(images: 64, batch: 64, shards: 8)
    for engineCase in Self.cases {
      var many = engineCase
      many.batch = 37
      let alone = many.session(recipe: recipe).represent(images: many.images)
      let together = many.session(recipe: recipe, threads: threads).represent(images: many.images)
      #expect(alone.map(\.bitPattern) == together.map(\.bitPattern), "\(many.name)")
    }
  }
}
