import Experiments
import Networks
import Paper
import Statistics

/// Why a claim, or one of its cells, came to its verdict: facts that Reports words.
public indirect enum Reason: Hashable, Sendable {
  // MARK: - What is missing

  case namesNoArms
  /// No accuracy is held against a claim of this kind.
  case noAccuracy(ClaimKind)
  case noCells
  case armNotRun(Arm)
  case functionNotRun(Pointwise?)
  case noRunFinished(Arm)
  /// Until all seeds that are planned for a cell are in, it shows points.
  case runsMissing(Arm, finished: Int, planned: Int, seedsMissing: Int)
  case transferNotMeasured(Arm)
  case transferMissing(Arm, scored: Int, finished: Int)
  case notMeasured(Quantity)
  /// No untrained model of the cell's length and function.
  case levelNotMeasured
  case notTimed(TimingID?, Pointwise?, model: PaperModel)
  /// No other library's attention was timed in the same run, to hold softmax's against.
  case noPeerTimed
  case noSharedSeed

  // MARK: - What is unusable

  case unusableRun(CellDefect)
  /// A record that is not what its writer left, as the store words it.
  case damagedRecord(String)
  case settingsDiffer([SettingDifference])
  case transferSetsDiffer
  case twoTimings(model: PaperModel)
  /// The control's interval, of what A' adds to A, leaves out zero.
  case biasedTiming(Interval)
  /// Another library's softmax was faster in the same run.
  case baselineNotCompetitive(library: String)
  case shardedResultDiffers
  /// A mean weight is no number, or a seed is missing.
  case unusableLevels

  // MARK: - What is too little

  case pointsOnly(seeds: Int)
  /// Of a timing whose size is asked for: half the width of its intervals, as log ratios.
  case impreciseTiming(halfWidth: Double, asked: Double)
  case tooFewProcesses(Int, needed: Int)
  case tooFewSeedsForOptimum(seeds: Int, needed: Int)
  case gridLacks([LengthExponent])
  case gridOutsideWindow
  case diverged(Unavailable)
  /// The effect that the margin is a fraction of is not clearly positive; its interval.
  case effectNotPositive(Interval)
  case marginTooSmall(MarginSize)
  /// No difference could show, so that nothing can be called equal.
  case saturated(Saturation)
  /// Only models with qk-layernorm were measured, or only models without.
  case oneVariantOnly(qkNorm: Bool)

  // MARK: - What was found

  /// Of an interval whether it lies above zero.
  case aboveZero(Decision)
  /// Of the interval of a log ratio of times whether it lies above zero by more than the control's
  /// interval reaches.
  case beyondControl(Decision, reach: Double)
  /// Of a difference whether it lies within the margin.
  case withinMargin(Decision, MarginSize)
  /// Of the lead of the best whether it lies below the margin.
  case leadBelowMargin(Decision)
  /// Every seed of one arm diverged, and none of the other.
  case oneArmDiverged(claimed: Bool)
  case signTest(Decision)
  case tooFewSeedsBesideDiverged(diverged: Int, runs: Int)
  /// Of the best alpha whether it lies in the window; where that is open, the exponents between which
  /// the curve is flat.
  case bestInWindow(Decision, flat: ClosedRange<LengthExponent>?)
  /// Exponents whose means are equal and the highest, and what follows besides.
  case tied([LengthExponent], Reason)
  /// Of the layers' means over so many seeds whether all lie in the range; `layer` is the one that the
  /// decision hangs on.
  case levelsInRange(Decision, ClosedRange<Double>, layer: LayerPlace, seeds: Int)
  /// Of an interval of overheads whether it lies in what agrees with the published number.
  case inTolerance(Decision, ClosedRange<Double>)
  case collectives(CollectivesFound)

  // MARK: - What cells come to together

  case cell(CellPlace, Reason)
  /// A contradiction that so many cells bring by chance.
  case byChance(Reason, cells: Int)
  case covering(Reason, Coverage)
  /// No cell decides; what the cell says that comes nearest.
  case noneConfirmatory(Coverage, shown: Reason?)
  case noRequiredCellConfirmatory
  /// A lower rung decided about its own cells; with those that this one declares besides, the claim is
  /// open.
  case openAfter(Reason, Rung, Verdict.Outcome, cells: [CellPlace])
  /// The cells of relu hold, and so do some of the others.
  case othersHold(Int, of: Int, needed: Combination, enough: Bool)
}

extension Reason {
  /// What was counted, wherever in the reason it stands; nil where it is about something else.
  public var collectivesFound: CollectivesFound? {
    switch self {
    case .collectives(let found): found
    case .cell(_, let reason), .byChance(let reason, _), .covering(let reason, _):
      reason.collectivesFound
    default: nil
    }
  }

  /// Why no difference could show, wherever in the reason it stands.
  public var saturation: Saturation? {
    switch self {
    case .saturated(let saturation): saturation
    case .cell(_, let reason), .byChance(let reason, _), .covering(let reason, _),
      .openAfter(let reason, _, _, _), .noneConfirmatory(_, .some(let reason)):
      reason.saturation
    default: nil
    }
  }

  /// What a diverged run leaves without an interval or a bound.
  public enum Unavailable: Hashable, Sendable { case difference, optimum, lead }

  /// Why the arms of a cell cannot be told apart, whatever is true.
  public enum Saturation: Hashable, Sendable {
    /// Every arm within half a point of all images, in every seed.
    case ceiling
    /// Every arm no better than guessing, in every seed.
    case chance
    /// Every arm the same number in every seed.
    case equalSeeds
  }

  /// A margin in this cell.
  public struct MarginSize: Hashable, Sendable {
    public let fraction: Double
    /// What the fraction is taken of, a share of the test images.
    public let effect: Double
    public var margin: Double { fraction * effect }
  }

  /// One layer of an untrained model.
  public struct LayerPlace: Hashable, Sendable {
    /// From zero.
    public let layer: Int
    public let qkNorm: Bool
  }

  /// A setting that arms which are compared do not share.
  public struct SettingDifference: Hashable, Sendable {
    public enum Setting: Hashable, Sendable { case images, testImages, width, depth, tokens }

    public let setting: Setting
    /// Ascending.
    public let values: [Int]
  }

  /// What forward and backward pass take at the largest count of processes.
  public struct CollectivesFound: Hashable, Sendable {
    /// Of one process.
    public struct Counts: Hashable, Sendable {
      public let collectives: Int
      public let synchronisationPoints: Int
      public let bytes: Int
    }

    public let pointwise: Counts
    public let softmaxTwoPasses: Counts
    public let softmaxMerged: Counts
    public let processes: Int
  }

  /// One cell of a claim.
  public struct CellPlace: Hashable, Sendable {
    public let model: PaperModel
    /// The function, or what stands beside the functions; nil where the cell is about none.
    public let name: String?

    public init(model: PaperModel, name: String?) {
      self.model = model
      self.name = name
    }
  }

  /// Which of a claim's cells were declared to decide it, before training, and which were not.
  public struct Coverage: Hashable, Sendable {
    public enum Verb: Hashable, Sendable { case run, timed, measured }

    public let verb: Verb
    /// Cells of the claim that were not declared: not tested.
    public let untested: [CellPlace]
    /// Of the claim's models those none of whose cells was declared.
    public let untestedModels: [PaperModel]

    /// Whether all cells of the claim decide.
    public var isWhole: Bool { untested.isEmpty }
  }
}
