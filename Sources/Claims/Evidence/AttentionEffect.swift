import Experiments
import Foundation
import Networks
import Paper
import Statistics

/// The attention effect on one model and its data: the controls beside the arms, and the
/// differences that every claim of "no difference" is held against.
public struct AttentionEffect: Hashable, Sendable {
  public struct SeedValue: Hashable, Sendable {
    public let seed: UInt64
    /// A share of the test images, or a difference of two.
    public let value: Double
  }

  /// One arm, over its seeds.
  public struct Row: Hashable, Sendable {
    /// In words, such as "relu at alpha 1".
    public let arm: String
    /// Mean accuracy in [0, 1].
    public let mean: Double
    public let values: [SeedValue]
    /// Runs that are planned; more than `values` where some are missing.
    public let planned: Int
    public let diverged: Int
  }

  /// Standard errors of a difference, as a share of the test images, where seeds and test images
  /// are both a sample: see `SeedImageBootstrap`.
  public struct Errors: Hashable, Sendable {
    /// Seeds and images drawn; nil with a single seed.
    public let both: Double?
    /// Only seeds drawn: the test set held fixed. Nil with a single seed.
    public let seeds: Double?
    /// Only images drawn: the trained models held fixed.
    public let images: Double
  }

  /// Which difference.
  public enum Kind: Hashable, Sendable {
    /// Softmax minus uniform: the attention effect.
    case attention
    case softmaxMinusNone
    /// ReLU at alpha 1 minus alpha 0.
    case lengthFactor
    case reluMinusSoftmax
    /// The gain of the length factor under the gate minus that without it.
    case gateInteraction
  }

  /// One paired difference of two arms.
  public struct Contrast: Hashable, Sendable {
    public let kind: Kind
    /// In words, such as "softmax minus uniform".
    public let name: String
    /// Mean of the differences, a share of the test images; nil where an arm is missing.
    public let estimate: Double?
    /// Nil with fewer than three seeds, and until all that are planned are in.
    public let low: Double?
    public let high: Double?
    public let level: Double?
    /// Over how many arms the interval's residual variance is pooled, 1 where it is the difference's own;
    /// nil without an interval.
    public let pooledArms: Int?
    public let degreesOfFreedom: Int?
    /// Seeds.
    public let n: Int
    public let differences: [SeedValue]
    /// Why there is no interval; nil where there is one.
    public let reason: Reason?
  }

  public let model: PaperModel
  public let recipe: RecipeName
  /// softmax, uniform, none, relu at alpha 1 and 0: those that were run.
  public let rows: [Row]
  /// Accuracy of a linear classifier of the pixels, in [0, 1]; nil where it was not trained.
  public let linearClassifier: Double?
  /// Its binomial standard error.
  public let linearClassifierError: Double?
  public let contrasts: [Contrast]

  public init(_ evidence: Evidence, model: PaperModel, recipe: RecipeName) {
    self.model = model
    self.recipe = recipe
    rows = [Kind.softmax, Kind.uniform, Kind.none, Kind.relu(100), Kind.relu(0)].compactMap { arm in
      evidence.cell(model: model, recipe: recipe, arm: arm).flatMap(Self.row)
    }
    linearClassifier = evidence.linearClassifier?.accuracy
    linearClassifierError = evidence.linearClassifier.map {
      FiniteTestSet.standardError(accuracy: $0.accuracy, images: $0.evaluated)
    }
    let hasGate = evidence.cell(model: model, recipe: recipe, arm: Kind.gated(100)) != nil
    let kinds: [Kind] =
      [.attention, .softmaxMinusNone, .lengthFactor, .reluMinusSoftmax]
      + (hasGate ? [.gateInteraction] : [])
    contrasts = kinds.map { Self.contrast($0, model: model, recipe: recipe, evidence: evidence) }
  }

  /// One for each model and recipe that any run is planned for: the paper's order of models, its
  /// main recipe first.
  public static func all(in evidence: Evidence) -> [AttentionEffect] {
    RecipeName.allCases.flatMap { recipe in
      PaperModel.allCases.filter { !evidence.cells(model: $0, recipe: recipe).isEmpty }
        .map { AttentionEffect(evidence, model: $0, recipe: recipe) }
    }
  }

  private static func row(_ cell: Cell) -> Row? {
    guard !cell.results.isEmpty, cell.defect == nil else { return nil }
    let values = cell.accuracies.sorted { $0.key < $1.key }
      .map { SeedValue(seed: $0.key, value: $0.value) }
    return Row(
      arm: cell.key.arm.label,
      mean: values.reduce(0) { $0 + $1.value } / Double(values.count), values: values,
      planned: cell.seeds.count, diverged: cell.diverged)
  }

  private static func contrast(
    _ kind: Kind, model: PaperModel, recipe: RecipeName, evidence: Evidence
  ) -> Contrast {
    let combination = kind.combination
    let arms = combination.terms.map(\.arm)
    let comparison = ArmComparison(arms, model: model, recipe: recipe, evidence: evidence)
    let differences = comparison.differences(combination)
    let interval = comparison.estimate(combination)?.interval(level: evidence.look.level)
    let pooling = interval == nil ? nil : comparison.pooling(combination)
    let reason: Reason? =
      switch comparison.state {
      case .notRun(let why), .incomplete(let why), .invalid(let why), .notComparable(let why): why
      case .ready:
        if interval != nil {
          nil
        } else if comparison.anyDiverged {
          .diverged(.difference)
        } else {
          .pointsOnly(seeds: differences.count)
        }
      }
    return Contrast(
      kind: kind, name: kind.name,
      estimate: differences.isEmpty ? nil : Estimate.mean(differences),
      low: interval?.low, high: interval?.high, level: interval?.level,
      pooledArms: pooling?.arms, degreesOfFreedom: pooling?.degreesOfFreedom, n: differences.count,
      differences: zip(comparison.seeds, differences).map { SeedValue(seed: $0, value: $1) },
      reason: reason)
  }

  /// From which images each run got right; nil where the records do not hold it. Every run's images are
  /// unpacked, so they are asked for where they are shown.
  ///
  /// - Parameters:
  ///   - contrast: one of this effect's.
  ///   - evidence: of which the effect was made.
  public func errors(of contrast: Contrast, in evidence: Evidence) -> Errors? {
    var differences: [[Double]] = []
    for seed in contrast.differences.map(\.seed) {
      var row: [Double] = []
      for term in contrast.kind.combination.terms {
        let result = evidence.cell(model: model, recipe: recipe, arm: term.arm)?.results[seed]
        guard let right = result?.record.flatMap(Self.correctImages) else { return nil }
        if row.isEmpty { row = [Double](repeating: 0, count: right.count) }
        guard row.count == right.count else { return nil }
        for image in right.indices where right[image] { row[image] += term.weight }
      }
      differences.append(row)
    }
    guard let first = differences.first, first.count > 1,
      differences.allSatisfy({ $0.count == first.count })
    else { return nil }
    guard differences.count > 1 else {
      return Errors(both: nil, seeds: nil, images: Estimate(meanOf: first).standardError)
    }
    let bootstrap = SeedImageBootstrap(differences: differences)
    return Errors(
      both: bootstrap.standardError, seeds: bootstrap.seedError, images: bootstrap.imageError)
  }

  /// The record's bits; nil where they do not cover the evaluated images.
  private static func correctImages(_ result: RunResult) -> [Bool]? {
    guard let data = Data(base64Encoded: result.correctBits),
      data.count == (result.evaluated + 7) / 8, result.evaluated > 0
    else { return nil }
    let bytes = [UInt8](data)
    return (0..<result.evaluated).map { image -> Bool in
      let byte = bytes[image / 8]
      return byte >> (image % 8) & 1 == 1
    }
  }
}

extension AttentionEffect.Kind {
  static let softmax = Arm(.softmax)
  static let uniform = Arm(.uniform)
  static let none = Arm(.none)

  /// - Parameter alpha: in hundredths.
  static func relu(_ alpha: Int) -> Arm {
    Arm(.pointwise(.relu, alpha: LengthExponent(hundredths: alpha)))
  }

  static func gated(_ alpha: Int) -> Arm { Arm(relu(alpha).attention, gate: .linear) }

  /// Whose difference it is.
  var combination: ArmCombination {
    switch self {
    case .attention: ArmCombination(Self.softmax, minus: Self.uniform)
    case .softmaxMinusNone: ArmCombination(Self.softmax, minus: Self.none)
    case .lengthFactor: ArmCombination(Self.relu(100), minus: Self.relu(0))
    case .reluMinusSoftmax: ArmCombination(Self.relu(100), minus: Self.softmax)
    // What claim G1 leaves open: whether the gate makes the length factor matter less.
    case .gateInteraction:
      ArmCombination(Self.gated(100), minus: Self.gated(0))
        + -1 * ArmCombination(Self.relu(100), minus: Self.relu(0))
    }
  }

  /// The two arms, the first minus the second; nil where it is a difference of four.
  public var arms: (Arm, Arm)? {
    let terms = combination.terms
    return terms.count == 2 ? (terms[0].arm, terms[1].arm) : nil
  }

  /// In words.
  var name: String {
    arms.map { "\($0.label) minus \($1.label)" }
      ?? "relu's gain from alpha 0 to 1, gated minus ungated"
  }
}
