import Claims

extension ScenarioKey {
  /// What is true in the scenario, such as "short by the margin in one cell, heavy tails".
  public var words: String {
    let tail =
      switch disturbance {
      case .none: ""
      case .heavyTails: ", heavy tails"
      case .oneSeedDiverges: ", one seed diverges"
      }
    return "\(truthWords)\(tail)"
  }

  private var truthWords: String {
    let place = extent == .oneCell ? "in one cell" : "in every cell"
    // Where the truth lies on the boundary everywhere, "contradicted" is wrong too.
    let atMost = extent == .oneCell ? place : "\(place), and no more"
    return switch truth {
    case .holds: "the claim holds"
    case .noDifference: "no difference in \(extent == .oneCell ? "one" : "any") cell"
    case .reversedOrder: "the opposite order \(place)"
    case .shortByMargin: "short by the margin \(atMost)"
    case .shortByTwiceMargin: "short by twice the margin \(place)"
    case .aheadByMargin: "ahead by the margin \(atMost)"
    case .aheadByTwiceMargin: "ahead by twice the margin \(place)"
    case .noReferenceEffect: "no reference effect in any cell"
    case .bestAtWindowEdge: "an alpha in the window and one beyond it are equally good \(place)"
    case .bestAtHalf: "the best alpha is 0.5 \(place)"
    case .bestAtOneAndHalf: "the best alpha is 1.5 \(place)"
    case .leadOfMargin: "one function leads by the margin \(atMost)"
    case .leadOfTwiceMargin: "one function leads by twice the margin \(place)"
    case .noLead: "all functions are equally good"
    case .levelAtRangeEnd:
      "\(extent == .oneCell ? "one layer of one cell lies" : "every layer lies") at an end of the range"
    case .levelOutsideRange: "one layer of one cell lies outside the range by a factor of two"
    case .offByFactor: "off by the factor \(atMost)"
    case .offByFactorSquared: "off by the factor squared \(place)"
    case .asPublished: "as published \(place)"
    case .asPiloted: "as pilots found it \(place)"
    }
  }
}
