import Experiments
import Networks

/// What shape a claim has, and so what decides it.
public enum ClaimKind: String, CaseIterable, Sendable {
  /// One arm is above another: the interval of the difference lies above zero.
  case ordering
  /// Two arms differ by less than a share of what attention is worth, either way.
  case equivalence
  /// One arm falls short of another by less than a share of what attention is worth.
  case nonInferiority = "non-inferiority"
  /// The best exponent lies inside a window.
  case optimum
  /// A published number, within a factor.
  case number
  /// The lead of the best over the second best is below a share of what attention is worth.
  case noClearBest = "no clear best"
  /// A quantity lies within a range in every layer.
  case level
  /// A count that follows from the algorithm.
  case structural
}

/// What a claim's cells hold.
public enum Quantity: String, CaseIterable, Sendable {
  case accuracy
  case transferAccuracy = "transfer accuracy"
  /// Whole training steps, one model against another.
  case stepTime = "step time"
  /// The attention operator alone.
  case operatorTime = "operator time"
  case meanWeight = "mean weight"
  case collectives

  /// What a deviation has to touch to weaken a comparison of this quantity.
  public var scope: Scope {
    switch self {
    case .accuracy: .accuracy
    case .transferAccuracy: .transfer
    case .stepTime, .operatorTime: .timing
    case .meanWeight, .collectives: .structure
    }
  }
}

/// The families of comparisons that a deviation can weaken.
public enum Scope: String, CaseIterable, Sendable {
  case accuracy, transfer, timing, structure
}

/// The strongest comparison that may be made, from the weakest up.
public enum Ceiling: String, CaseIterable, Comparable, Codable, Sendable {
  case sign
  case orderAndShape = "order and shape"
  case ratio
  case absoluteValue = "absolute value"

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// How cells make up a claim.
public enum Combination: String, CaseIterable, Sendable {
  case all
  /// ReLU in every model, and more than half of the other cells.
  case reluAndMost = "relu and most others"
  /// ReLU in every model, and at least half of the other cells.
  case reluAndHalf = "relu and half of the others"
}

/// What was fixed before the data: the margin of a claim.
public enum Margin: Hashable, Sendable {
  case none
  /// A share of the difference that `Claim.worth` names.
  case share(Double)
  /// Exponents that count as close to the published one.
  case window(ClosedRange<Double>)
  /// How many times over or under the published number still agrees.
  case factor(Double)
  case range(ClosedRange<Double>)

  /// The one number that tables and JSON show: the share, the half-width of the window, the factor
  /// or the upper end of the range; nil without a margin.
  public var number: Double? {
    switch self {
    case .none: nil
    case .share(let value), .factor(let value): value
    case .window(let window): (window.upperBound - window.lowerBound) / 2
    case .range(let range): range.upperBound
    }
  }
}

/// One difference of two arms, `h` standing for the cell's own.
public struct ArmPair: Hashable, Sendable {
  public let arm: ArmPattern
  public let against: ArmPattern
}

/// One claim of the paper, as the claims file states it.
public struct Claim: Hashable, Sendable {
  /// What the paper prints; nil where the claims file says `unknown`.
  public struct Published: Hashable, Sendable {
    public let value: Double?
    public let uncertainty: Double?
    /// In our words, such as "close to 1".
    public let words: String
  }

  public let id: String
  /// In our own words.
  public let sentence: String
  /// The paper's section.
  public let section: String
  /// The paper's figure; nil where the claim is made in text alone.
  public let paperFigure: Int?
  /// Our figure that shows it; nil where none does.
  public let figure: String?
  public let kind: ClaimKind
  public let quantity: Quantity
  /// The paper's recipe: "i21k" or "i1k".
  public let recipe: String
  public let models: [String]
  /// The models that decide; where nil, the preset says which runs do.
  public let confirmatoryModels: [String]?
  /// The h of the cells; empty where the claim is not about h.
  public let functions: [Pointwise]
  public let difference: ArmPair?
  /// The difference that a share is taken of.
  public let worth: ArmPair?
  /// The name of the timing comparison.
  public let timing: String?
  public let combination: Combination
  public let published: Published
  public let margin: Margin
  public let ceiling: Ceiling
}
