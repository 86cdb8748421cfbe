/// How closely the engine must agree with its references: the bounds of the tests, which the report
/// states. Each is an error over the scale of the quantity.
package enum ReferenceTolerance {
  /// The Double model against PyTorch in float64: logits, loss and every gradient.
  package static let doubleModel = 1e-10
  /// The float engine against the Double model, one pass.
  package static let floatEngine = 2e-5
  /// The same, of the loss over ten training steps.
  package static let trainingLoss = 1e-4
}
