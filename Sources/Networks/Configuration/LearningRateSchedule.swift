import Kernels

/// The schedule: the factor on the peak learning rate and on the weight decay.
extension TrainingRecipe {
  /// Steps over which the factor rises.
  public var warmUpSteps: Int { max(1, (steps * warmUpHundredths + 50) / 100) }

  /// The factor of step 0, 1, ...: a linear rise to one, then half a cosine to zero.
  public func schedule(step: Int) -> Double {
    if step < warmUpSteps { return Double(step + 1) / Double(warmUpSteps) }
    let progress = Double(step - warmUpSteps) / Double(max(1, steps - warmUpSteps))
    return (1 + sineAndCosine(.pi * progress).cosine) / 2
  }
}
