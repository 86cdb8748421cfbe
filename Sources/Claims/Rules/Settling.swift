import Statistics

/// The seeds that would settle a cell with 80 % power at the observed effect.
struct Settling: Hashable {
  /// Beyond those that there are.
  let moreSeeds: Int
  /// Each of which needs them.
  let arms: [Arm]

  /// Nil where no number of seeds settles it.
  init?(_ open: OpenQuestion) {
    let needed = PlannedContrast.seedsToSettle(
      allAboveZero: open.contrasts.map(PlannedContrast.init), level: open.level)
    guard let needed, let seeds = open.contrasts.first?.n else { return nil }
    moreSeeds = max(1, needed - seeds)
    arms = distinct(open.arms)
  }
}

/// What a cell that is not settled hangs on.
struct OpenQuestion {
  /// All of which must lie above zero.
  let contrasts: [Estimate]
  let level: Double
  let arms: [Arm]
}
