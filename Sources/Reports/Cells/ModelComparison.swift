import Claims
import Figures
import Paper
import Statistics

/// One paired difference over the models, in a figure's words.
struct ModelComparison {
  /// What is compared, such as "ReLU / L minus softmax".
  let subject: String
  /// What the headline says where the interval lies above zero, below it, or on both sides.
  let verdicts: (above: String, below: String, open: String)?
  /// In the models' order, without those that cannot be compared.
  let differences: [(model: PaperModel, difference: PairedDifference, row: ResultRow)]

  init(
    _ subject: String, over models: [PaperModel],
    saying verdicts: (above: String, below: String, open: String)? = nil, evidence: Evidence,
    _ difference: (PaperModel) -> ArmDifference
  ) {
    self.subject = subject
    self.verdicts = verdicts
    differences = models.compactMap { model in
      let difference = difference(model)
      return difference.paired(evidence).map { (model, $0, difference.row) }
    }
  }

  /// Such as "ReLU / L minus softmax: +3.0 points (S/32, 3 seeds), −0.4 (S/16, 1 seed)."; the seeds
  /// once where all have as many. A mean that includes diverged runs is left out.
  var sentence: String { "\(subject): \(means)." }

  /// Where the numbers of the sentence stand.
  var sources: [Figure.Source] {
    differences.enumerated().filter { !$1.difference.anyDiverged }.map { index, item in
      Figure.Source(Self.words(item.difference, isFirst: index == 0), item.row)
    }
  }

  /// The unit stands once.
  private static func words(_ difference: PairedDifference, isFirst: Bool) -> String {
    NumberText.drawnSigned(Estimate.mean(difference.differences) * 100, places: 1)
      + (isFirst ? " points" : "")
  }

  private var means: String {
    let counts = Set(differences.map(\.difference.differences.count))
    let items = differences.enumerated().map { index, item -> String in
      let values = item.difference.differences
      let place =
        "\(item.model)"
        + (counts.count == 1 && differences.count > 1
          ? "" : ", \(counted(values.count, "seed"))")
      guard !item.difference.anyDiverged else { return "runs diverged (\(item.model))" }
      return "\(Self.words(item.difference, isFirst: index == 0)) (\(place))"
    }
    guard differences.count > 1, counts.count == 1, let count = counts.first else {
      return items.joined(separator: ", ")
    }
    return items.joined(separator: ", ") + ", \(counted(count, "seed")) each"
  }

  /// The model that says most, which is the one with an interval, then the one with the most seeds; the
  /// first of equals.
  private var head: (model: PaperModel, difference: PairedDifference, row: ResultRow)? {
    func weight(_ difference: PairedDifference) -> Int {
      (difference.interval == nil ? 0 : 1_000_000) + difference.differences.count
    }
    // Models stand in their order.
    return differences.reversed().max { weight($0.difference) < weight($1.difference) }
  }

  /// The difference there. Nil without one.
  var headline: String? {
    guard let (model, difference, _) = head else { return nil }
    guard !difference.anyDiverged else { return "\(subject) at \(model): runs diverged." }
    let said = difference.interval.flatMap { interval in
      verdicts.map {
        interval.low > 0 ? $0.above : interval.high < 0 ? $0.below : $0.open
      }
    }
    let seeds =
      difference.interval == nil ? " (\(counted(difference.differences.count, "seed")))" : ""
    return "\(said ?? subject) at \(model): \(Self.estimate(difference))\(seeds)."
  }

  /// Where its number stands.
  var headlineSources: [Figure.Source] {
    head.flatMap { _, difference, row in
      difference.anyDiverged ? nil : [Figure.Source(Self.estimate(difference), row)]
    } ?? []
  }

  /// Such as "+2.8 points [+1.7, +3.9] (98 %)".
  private static func estimate(_ difference: PairedDifference) -> String {
    func points(_ share: Double) -> String { NumberText.drawnSigned(share * 100, places: 1) }
    return "\(points(Estimate.mean(difference.differences))) points"
      + (difference.interval.map {
        " [\(points($0.low)), \(points($0.high))] \($0.levelWords)"
      } ?? "")
  }
}
