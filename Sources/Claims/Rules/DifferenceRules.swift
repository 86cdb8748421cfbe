import Networks
import Paper
import Statistics

/// Claims about the difference of two arms: its sign, or its size against a fraction of
/// the reference effect.
extension Claim {
  /// The smallest margin, as a share of test images, at which "no difference" can mean anything:
  /// half a point.
  static let smallestMargin = 0.005

  /// Ordering: the interval of the paired difference above or below zero.
  func orderFinding(model: PaperModel, h: Pointwise?, evidence: Evidence) -> CellFinding {
    guard let arm = difference?.arm.arm(of: h), let against = difference?.against.arm(of: h) else {
      return CellFinding(
        model: model, h: h, outcome: .notTested, reason: .namesNoArms,
        confirmatory: false)
    }
    let comparison = ArmComparison(
      [arm, against], model: model, recipe: recipe, quantity: quantity, evidence: evidence)
    let difference = ArmCombination(arm, minus: against)
    if let finding = finding(
      of: comparison, showing: difference, bounds: [difference], model: model, h: h)
    {
      return finding
    }
    let differences = comparison.differences(difference)
    var finding = pointsOnly(of: differences, comparison: comparison, model: model, h: h)
    finding.agreeing = differences.count { $0 > 0 }
    if comparison.anyDiverged {
      decideDiverged(
        &finding, differences: differences, diverged: comparison.diverged[arm] ?? 0,
        divergedAgainst: comparison.diverged[against] ?? 0, look: evidence.look)
    } else if let estimate = comparison.estimate(difference) {
      let level = evidence.look.level
      finding.interval = estimate.interval(level: level)
      finding.degreesOfFreedom = estimate.degreesOfFreedom
      let judgement = Judgement.isAboveZero(estimate, level: level)
      finding.decide(judgement, .aboveZero(judgement.decision))
      if finding.outcome == .inconclusive {
        finding.open = OpenQuestion(
          contrasts: [estimate], level: level, arms: [arm, against])
      }
    }
    return finding
  }

  /// Equivalence and non-inferiority: contrasts that hold the reference effect itself, so that its error is
  /// inside the test.
  func fractionFinding(model: PaperModel, h: Pointwise?, evidence: Evidence) -> CellFinding {
    guard let arm = difference?.arm.arm(of: h), let against = difference?.against.arm(of: h),
      let referenceArm = referenceEffect?.arm.arm(of: h),
      let referenceAgainst = referenceEffect?.against.arm(of: h),
      case .fraction(let fraction) = margin
    else {
      return CellFinding(
        model: model, h: h, outcome: .notTested, reason: .namesNoArms,
        confirmatory: false)
    }
    let comparison = ArmComparison(
      [arm, against, referenceArm, referenceAgainst], model: model, recipe: recipe,
      quantity: quantity,
      evidence: evidence)
    let difference = ArmCombination(arm, minus: against)
    let reference = ArmCombination(referenceArm, minus: referenceAgainst)
    var bounds = [difference + fraction * reference]
    if kind == .equivalence { bounds.append(fraction * reference + -1 * difference) }
    if let finding = finding(
      of: comparison, showing: difference, bounds: bounds, model: model, h: h)
    {
      return finding
    }
    let perSeed = bounds.map(comparison.differences)
    var finding = pointsOnly(
      of: comparison.differences(difference), comparison: comparison, model: model, h: h)
    finding.agreeing = comparison.seeds.indices.count { seed in
      perSeed.allSatisfy { $0[seed] > 0 }
    }
    if comparison.anyDiverged {
      finding.reason = .diverged(.difference)
      return finding
    }
    if let saturation = comparison.saturation(of: [arm, against]) {
      finding.reason = .saturated(saturation)
      return finding
    }
    let estimates = bounds.compactMap(comparison.estimate)
    guard estimates.count == bounds.count, let size = comparison.estimate(difference),
      let referenceSize = comparison.estimate(reference)
    else { return finding }
    let level = kind == .equivalence ? evidence.look.endsLevel : evidence.look.level
    finding.interval = size.interval(level: level)
    finding.degreesOfFreedom = size.degreesOfFreedom
    if let reason = Self.lackOfSensitivity(referenceSize, fraction: fraction, evidence.look) {
      finding.reason = reason
      return finding
    }
    let judgement = Judgement.areAllAboveZero(estimates, level: level)
    finding.decide(
      judgement,
      .withinMargin(
        judgement.decision, Reason.MarginSize(fraction: fraction, effect: referenceSize.value)))
    if finding.outcome == .inconclusive {
      finding.open = OpenQuestion(
        contrasts: estimates, level: level, arms: [arm, against, referenceArm, referenceAgainst])
    }
    return finding
  }

  /// Why data cannot tell a difference from none (assay sensitivity); nil where they can.
  static func lackOfSensitivity(
    _ effect: Estimate, fraction: Double, _ look: Look
  ) -> Reason? {
    let interval = effect.interval(level: look.level)
    if interval.low <= 0 { return .effectNotPositive(interval) }
    if fraction * effect.value < smallestMargin {
      return .marginTooSmall(Reason.MarginSize(fraction: fraction, effect: effect.value))
    }
    return nil
  }

  /// What every finding starts as: the points, and nothing decided.
  func pointsOnly(
    of differences: [Double], comparison: ArmComparison, model: PaperModel, h: Pointwise?
  ) -> CellFinding {
    var finding = CellFinding(
      model: model, h: h, outcome: .inconclusive,
      reason: .pointsOnly(seeds: differences.count),
      confirmatory: comparison.isConfirmatory && mayDecide(model))
    finding.n = differences.count
    if differences.isEmpty {
      finding.reason = .noSharedSeed
    } else {
      finding.estimate = Estimate.mean(differences)
    }
    return finding
  }

  /// The order of two arms where runs diverged.
  private func decideDiverged(
    _ finding: inout CellFinding, differences: [Double], diverged: Int, divergedAgainst: Int,
    look: Look
  ) {
    let order = DivergedOrder(
      differences: differences, diverged: diverged, divergedAgainst: divergedAgainst,
      level: look.error)
    let reason: Reason =
      switch order.rule {
      case .oneArmAlone: .oneArmDiverged(claimed: order.judgement.decision == .fails)
      case .signTest: .signTest(order.judgement.decision)
      case .tooFewSeeds:
        .tooFewSeedsBesideDiverged(
          diverged: diverged + divergedAgainst, runs: 2 * differences.count)
      }
    finding.decide(order.judgement, reason)
  }
}
