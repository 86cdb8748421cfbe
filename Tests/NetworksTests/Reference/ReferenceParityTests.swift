import Networks
import ReferenceNetworks
import Testing

/// The Double reference against an independent model in PyTorch float64.
///
/// An error is |ours - theirs| over the scale of the quantity: the norm of the logits, the loss,
/// the norm of the gradient slice (for its projections too, which are sums of either sign). A
/// slice's scale is never taken below 1e-6 of the whole gradient's norm, since a slice can be zero
/// by cancellation, as the key's bias is under softmax. Two correct Double models differ by
/// rounding alone, some 1e-16 for each of the few thousand terms of a sum: 1e-10 leaves no
/// room for a mistake.
struct ReferenceParityTests {
  static let bound = ReferenceTolerance.doubleModel

  @Test(arguments: ["L49", "L50", "L7", "L15"])
  func matchesPyTorch(size: String) throws {
    let records = try ParityRecord.load().filter { $0.case.size == size }
    try #require(records.count >= 3)
    var worst = WorstErrors()
    for record in records {
      let name = record.case.name
      let reference = ReferenceVisionTransformer(try record.case.model)
      let ours = reference.evaluate(
        images: record.images, labels: record.labels,
        parameters: record.parameters(reference.layout))
      worst.record("logits", normalisedError(ours.logits, record.logits), at: name)
      worst.record("loss", abs(ours.loss - record.loss) / record.loss, at: name)

      #expect(Set(record.gradients.keys) == Set(reference.layout.slices.map(\.name)))
      let floor = 1e-6 * norm(ours.gradient)
      for slice in reference.layout.slices {
        let theirs = try #require(record.gradients[slice.name])
        let values = ours.gradient[slice]
        if reference.model.unusedSlices.contains(slice.name) {
          #expect(values.allSatisfy { $0 == 0 }, "\(name) \(slice.name)")
          #expect(theirs == [0, 0, 0], "\(name) \(slice.name)")
          continue
        }
        let scale = max(theirs[0], floor)
        for (our, their) in zip(record.projections(values, of: slice), theirs) {
          worst.record("gradient", abs(our - their) / scale, at: "\(name) \(slice.name)")
        }
      }
    }
    print("Double reference against PyTorch, \(size), \(records.count) cases:\n\(worst)")
    for quantity in ["logits", "loss", "gradient"] {
      #expect(try #require(worst[quantity]) <= Self.bound, "\(quantity)")
    }
  }

  /// Clipping, Adam, decay and schedule against PyTorch's AdamW over a few steps. The error of the
  /// parameters is that of their norm and projections over their norm; the bound is the gradients'.
  @Test func trainsAsPyTorchDoes() throws {
    let records = try ParityRecord.load().filter { $0.case.trainingSteps != nil }
    try #require(records.count == 2)
    var worst = WorstErrors()
    for record in records {
      let reference = ReferenceVisionTransformer(try record.case.model)
      let steps = try #require(record.case.trainingSteps)
      var optimiser = ReferenceOptimiser(
        layout: reference.layout,
        recipe: TrainingRecipe(images: steps * record.case.batch, batch: record.case.batch))
      var parameters = record.parameters(reference.layout)
      var clipped = 0
      for theirs in try #require(record.losses) {
        let evaluation = reference.evaluate(
          images: record.images, labels: record.labels, parameters: parameters)
        worst.record("loss", abs(evaluation.loss - theirs) / theirs, at: record.case.name)
        if norm(evaluation.gradient) > optimiser.recipe.clipNorm.value { clipped += 1 }
        optimiser.update(&parameters, gradient: evaluation.gradient)
      }
      #expect(optimiser.step == steps)
      #expect(clipped > 0)
      let trained = try #require(record.trained)
      for slice in reference.layout.slices {
        let theirs = try #require(trained[slice.name])
        for (our, their) in zip(record.projections(parameters[slice], of: slice), theirs) {
          worst.record(
            "parameters", abs(our - their) / theirs[0], at: "\(record.case.name) \(slice.name)")
        }
      }
    }
    print("Double reference trained against PyTorch:\n\(worst)")
    for quantity in ["loss", "parameters"] {
      #expect(try #require(worst[quantity]) <= Self.bound, "\(quantity)")
    }
  }
}
