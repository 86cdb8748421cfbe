import Networks
import Paper
import Statistics

/// The difference of two arms over the seeds that they share, for figures: the numbers that verdicts
/// rest on, without a verdict.
public struct PairedDifference: Sendable {
  /// Shares of the test images, by ascending seed.
  public let differences: [Double]
  /// At the level of the look. Nil with fewer than three seeds, where a run diverged, and until all
  /// seeds that are planned are in.
  public let interval: Interval?
  /// Whether the preset declares that every run of both arms decides.
  public let isConfirmatory: Bool
  public let anyDiverged: Bool
  /// Of the two arms over the same seeds, shares of the test images.
  public let means: (arm: Double, against: Double)
  /// Over how many arms the interval's residual variance is pooled, 1 where it is the difference's own;
  /// nil without an interval.
  public let pooledArms: Int?
  public let degreesOfFreedom: Int?

  /// Nil where an arm was not run or is unusable, or differs in more than attention.
  ///
  /// - Parameters:
  ///   - others: arms whose seeds it is to share, so that it stands beside a difference of theirs.
  ///   - quantity: the accuracy, or that of transfer.
  public init?(
    _ arm: Arm, minus against: Arm, sharingSeedsOf others: [Arm] = [], model: PaperModel,
    recipe: RecipeName, quantity: Quantity = .accuracy, evidence: Evidence
  ) {
    let comparison = ArmComparison(
      [arm, against] + others, model: model, recipe: recipe, quantity: quantity,
      evidence: evidence)
    guard comparison.state.hasPoints, !comparison.seeds.isEmpty else { return nil }
    let combination = ArmCombination(arm, minus: against)
    differences = comparison.differences(combination)
    interval = comparison.estimate(combination)?.interval(level: evidence.look.level)
    isConfirmatory = comparison.isConfirmatory
    anyDiverged = comparison.anyDiverged
    means = (Estimate.mean(comparison.values(arm)), Estimate.mean(comparison.values(against)))
    let pooling = interval == nil ? nil : comparison.pooling(combination)
    pooledArms = pooling?.arms
    degreesOfFreedom = pooling?.degreesOfFreedom
  }
}

extension Claim {
  /// What the claim's fraction comes to on one model, as a share of the test images: the margin that a
  /// figure can draw. Nil without a fraction, and where the data could not tell such a difference from
  /// none.
  public func drawnMargin(model: PaperModel, h: Pointwise?, evidence: Evidence) -> Double? {
    guard case .fraction(let fraction) = margin, let arm = referenceEffect?.arm.arm(of: h),
      let against = referenceEffect?.against.arm(of: h)
    else { return nil }
    let comparison = ArmComparison(
      [arm, against], model: model, recipe: recipe, quantity: quantity, evidence: evidence)
    guard let effect = comparison.estimate(ArmCombination(arm, minus: against)),
      Self.lackOfSensitivity(effect, fraction: fraction, evidence.look) == nil
    else { return nil }
    return fraction * effect.value
  }
}
