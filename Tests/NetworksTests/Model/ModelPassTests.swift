import Networks
import ReferenceNetworks
import Testing

/// The float engine against the Double reference, from the same float parameters and images.
///
/// An error is ||ours - theirs|| / ||theirs|| of the logits, the loss and each gradient slice; a
/// slice's norm is never taken below 1e-3 of the whole gradient's, since rounding errors of the
/// size of the whole pass through slices that are small. Slices that vanish by cancellation hold
/// such errors alone, and their norm is relative to the whole gradient's. Rounding to float is
/// 6e-8; some hundred roundings in sequence between an input and a gradient may add up to 100 times
/// that.
struct ModelPassTests {
  static let bound = ReferenceTolerance.floatEngine
  static let vanishingBound = 1e-6

  enum Group: String, CaseIterable {
    case attentions, options, edgeSizes

    var cases: [EngineCase] {
      switch self {
      case .attentions: EngineCase.attentions
      case .options: EngineCase.options
      case .edgeSizes: EngineCase.edgeSizes
      }
    }
  }

  @Test(arguments: Group.allCases)
  func matchesReference(_ group: Group) throws {
    var worst = WorstErrors()
    for engineCase in group.cases {
      try #require(engineCase.model.defect == nil, "\(engineCase.name)")
      let reference = ReferenceVisionTransformer(engineCase.model)
      let theirs = reference.evaluate(
        images: engineCase.images.map(Double.init), labels: engineCase.labels,
        parameters: engineCase.parameters.map(Double.init))
      let session = engineCase.session()
      let ours = session.gradient(images: engineCase.images, labels: engineCase.labels)
      let logits = session.predict(images: engineCase.images)
      let gradient = ours.gradient.map(Double.init)
      let whole = norm(theirs.gradient)

      worst.record(
        "logits", normalisedError(logits.map(Double.init), theirs.logits), at: engineCase.name)
      worst.record(
        "loss", abs(Double(ours.outcome.loss) - theirs.loss) / theirs.loss, at: engineCase.name)
      worst.record(
        "gradient norm", abs(Double(ours.outcome.gradientNorm) - whole) / whole,
        at: engineCase.name)
      for slice in reference.layout.slices {
        let place = "\(engineCase.name) \(slice.name)"
        if engineCase.model.unusedSlices.contains(slice.name) {
          #expect(gradient[slice].allSatisfy { $0 == 0 }, "\(place)")
        } else if engineCase.vanishingSlices.contains(slice.name) {
          worst.record("vanishing slice", norm(gradient[slice]) / whole, at: place)
        } else {
          worst.record(
            "gradient slice",
            normalisedError(gradient[slice], theirs.gradient[slice], floor: 1e-3 * whole),
            at: place)
        }
      }
    }
    print("float engine against Double, \(group), \(group.cases.count) cases:\n\(worst)")
    for quantity in ["logits", "loss", "gradient norm", "gradient slice"] {
      #expect(try #require(worst[quantity]) <= Self.bound, "\(quantity)")
    }
    #expect(try #require(worst["vanishing slice"]) <= Self.vanishingBound)
  }

  /// Ten steps from the session's own initial weights, on a new batch each. The parameters' error
  /// is relative to how far they have moved.
  @Test(arguments: [
    .softmax, .uniform, .none, EngineCase.relu(), EngineCase.relu(0),
    .pointwise(.squaredReLU, alpha: LengthExponent(hundredths: 100)),
    .pointwise(.sigmoid, alpha: LengthExponent(hundredths: 100)),
  ])
  func trainsAsTheReferenceDoes(_ kind: AttentionKind) throws {
    let model = VisionTransformerConfiguration(depth: 2, attention: kind, gate: .linear)
    let recipe = TrainingRecipe(images: 80, batch: 8, shards: 2)
    let session = TrainingSession(model: model, recipe: recipe, seed: 1, threads: 1)
    let reference = ReferenceVisionTransformer(model)
    var optimiser = ReferenceOptimiser(layout: reference.layout, recipe: recipe)
    let initial = session.state.parameters.map(Double.init)
    var parameters = initial
    var generator = KeyedGenerator("ten steps")
    var worst = WorstErrors()
    var clipped = 0
    for step in 0..<10 {
      let images = generator.values(recipe.batch * model.pixels).map(Float.init)
      let labels = (0..<recipe.batch).map { _ in
        UInt8(generator.bits() % UInt64(model.classes))
      }
      let theirs = reference.evaluate(
        images: images.map(Double.init), labels: labels, parameters: parameters)
      optimiser.update(&parameters, gradient: theirs.gradient)
      let ours = session.train(images: images, labels: labels)
      clipped += Double(ours.gradientNorm) > recipe.clipNorm.value ? 1 : 0
      worst.record("loss", abs(Double(ours.loss) - theirs.loss) / theirs.loss, at: "step \(step)")
    }
    worst.record(
      "parameters",
      norm(zip(session.state.parameters, parameters).map { Double($0) - $1 })
        / norm(zip(parameters, initial).map { $0 - $1 }), at: "the end")
    print("ten steps of \(kind.name) against Double, \(clipped) clipped:\n\(worst)")
    #expect(clipped > 0)
    #expect(try #require(worst["loss"]) <= ReferenceTolerance.trainingLoss)
    // Adam divides by the gradient's own size, so an element whose gradient is mostly rounding
    // moves as far as any other, in an arbitrary direction.
    #expect(try #require(worst["parameters"]) <= 1e-3)
  }
}
