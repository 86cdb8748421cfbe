import Claims
import Figures
import Statistics

extension Cell {
  /// Its mean with its seeds, in per cent.
  func point(x: Double, optimum: Optimum? = nil) -> DataPoint {
    var point = point(x: x, values: percentages)
    point.optimum = optimum
    return point
  }

  /// The same of other values that its runs have, by ascending seed.
  func point(
    x: Double, values: [Double], label: String? = nil, showsLabel: Bool = true
  ) -> DataPoint {
    DataPoint(
      x: x, center: Estimate.mean(values), interval: interval(of: values),
      replicates: values, isConfirmatory: isConfirmatory, isDiverged: diverged > 0, label: label,
      showsLabel: showsLabel, facets: facets)
  }
}

extension Cell {
  /// The error that a finite test set leaves a single seed, in per cent; nil with more seeds, and where the
  /// run diverged.
  var testSetInterval: Figures.Interval? {
    guard results.count == 1, diverged == 0, let own = results.first?.value,
      let images = planned.first?.specification.evaluationImages, images > 1
    else { return nil }
    let estimate = Estimate(
      value: own.accuracy * 100,
      standardError: FiniteTestSet.standardError(accuracy: own.accuracy, images: images) * 100,
      degreesOfFreedom: images - 1, n: images)
    let interval = estimate.interval(level: look.level)
    let kind = IntervalKind(
      name: "\(Look.words(of: look.level)) interval of the test set, single seeds", level: nil,
      unit: "image")
    return Figures.Interval(low: interval.low, high: interval.high, kind: kind)
  }

  /// Of the mean of values that its runs have. Nil where a run diverged, and until all seeds that are
  /// planned are in.
  func interval(of values: [Double]) -> Figures.Interval? {
    diverged > 0 || !isComplete ? nil : Figures.Interval(meanOf: values, kind: .mean(look))
  }
}

extension PairedDifference {
  /// In points of accuracy.
  func point(
    x: Double, margin: Double? = nil, label: String? = nil, facets: [String: String]
  ) -> DataPoint {
    let values = differences.map { $0 * 100 }
    return DataPoint(
      x: x, center: Estimate.mean(values),
      interval: interval.map {
        Figures.Interval(low: $0.low * 100, high: $0.high * 100, kind: .difference(level: $0.level))
      },
      replicates: values, margin: margin.map { -$0 * 100...$0 * 100 },
      isConfirmatory: isConfirmatory,
      isDiverged: anyDiverged, label: label, facets: facets)
  }
}
