import Statistics

/// The seeds that would settle a cell with 80 % power at the observed effect.
struct Settling: Hashable {
  /// Beyond those that there are.
  let moreSeeds: Int
  /// Each of which needs them.
  let arms: [Arm]

  /// More seeds of a cell than five times what the ladder's top has are no plan: an estimate that needs
  /// them sits on its margin, and the next seeds will move it to either side.
  static let mostSeeds = 100

  /// Nil where no affordable number of seeds settles it.
  init?(_ open: OpenQuestion) {
    let needed = PlannedContrast.seedsToSettle(
      allAboveZero: open.contrasts.map(PlannedContrast.init), level: open.level,
      in: 3...Self.mostSeeds)
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
