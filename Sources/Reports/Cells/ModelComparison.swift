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
  let differences: [(model: PaperModel, difference: PairedDifference)]

  init(
    _ subject: String, over models: [PaperModel],
    saying verdicts: (above: String, below: String, open: String)? = nil,
    _ difference: (PaperModel) -> PairedDifference?
  ) {
    self.subject = subject
    self.verdicts = verdicts
    differences = models.compactMap { model in difference(model).map { (model, $0) } }
  }

  /// Such as "ReLU / L minus softmax: +3.0 points (S/32, 3 seeds), −0.4 (S/16, 1 seed)."; the seeds
  /// once where all have as many. A mean that includes diverged runs is left out.
  var sentence: String { "\(subject): \(means)." }

  private var means: String {
    let counts = Set(differences.map(\.difference.differences.count))
    let items = differences.enumerated().map { index, item -> String in
      let values = item.difference.differences
      let place =
        "\(item.model)"
        + (counts.count == 1 && differences.count > 1
          ? "" : ", \(counted(values.count, "seed"))")
      guard !item.difference.anyDiverged else { return "runs diverged (\(item.model))" }
      let points = NumberText.drawnSigned(Estimate.mean(values) * 100, places: 1)
      return "\(points)\(index == 0 ? " points" : "") (\(place))"
    }
    guard differences.count > 1, counts.count == 1, let count = counts.first else {
      return items.joined(separator: ", ")
    }
    return items.joined(separator: ", ") + ", \(counted(count, "seed")) each"
  }

  /// The difference at the model that says most, which is the one with an interval, then the one with
  /// the most seeds. Nil without a difference.
  var headline: String? {
    func weight(_ difference: PairedDifference) -> Int {
      (difference.interval == nil ? 0 : 1_000_000) + difference.differences.count
    }
    // The first of equals: models stand in their order.
    guard
      let (model, difference) = differences.reversed().max(by: {
        weight($0.difference) < weight($1.difference)
      })
    else { return nil }
    guard !difference.anyDiverged else { return "\(subject) at \(model): runs diverged." }
    func points(_ share: Double) -> String { NumberText.drawnSigned(share * 100, places: 1) }
    let spread =
      difference.interval.map { " [\(points($0.low)), \(points($0.high))] \($0.levelWords)." }
      ?? " (\(counted(difference.differences.count, "seed")))."
    let said = difference.interval.flatMap { interval in
      verdicts.map {
        interval.low > 0 ? $0.above : interval.high < 0 ? $0.below : $0.open
      }
    }
    return "\(said ?? subject) at \(model): \(points(Estimate.mean(difference.differences))) points"
      + spread
  }
}
