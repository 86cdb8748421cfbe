import Figures

extension SampleFigures {
  private static func lines(
    _ name: String, series: [Series], references: [Reference] = [], x: Axis = exponent,
    y: Axis = accuracy, title: String = "Title", finding: String = "Finding."
  ) -> Figure {
    Figure(
      name: name, title: title, finding: finding, description: "Made-up data.",
      provenance: provenance,
      chart: .lines(
        LineChart(
          x: x, panel: Panel(y: y, series: series, references: references),
          exploratoryMeaning: "one seed")))
  }

  private static func series(_ index: Int, _ name: String, _ points: [DataPoint]) -> Series {
    Series(name: name, style: .distinct[index % SeriesStyle.distinct.count], points: points)
  }

  private static let long =
    "a label so long that it must be broken into several lines beside the panel, since no reader "
    + "would accept a name that leaves the page"

  /// What real runs give on bad days.
  public static var degenerate: [Figure] {
    let curve = [cell(0, [78]), cell(1, [80]), cell(2, [77])]
    let intervals = { (name: String, rows: [IntervalRow]) in
      Figure(
        name: name, title: "Title", finding: "Finding.", description: "Made-up data.",
        provenance: provenance,
        chart: .intervals(
          IntervalChart(axis: Axis(title: "Extra step time", unit: "%"), rows: rows)))
    }
    return [
      lines("one-point", series: [series(0, "ReLU", [cell(1, [80])])]),
      lines("nothing", series: []),
      crowdedNames,
      lines("empty-series", series: [series(0, "ReLU", []), series(1, "GELU", curve)]),
      lines(
        "all-equal",
        series: (0..<7).map { series($0, "series \($0)", [cell(0, [80]), cell(2, [80])]) }),
      lines(
        "at-chance", series: [series(0, "ReLU", curve), series(1, "GELU", [cell(0, [10])])]),
      lines(
        "diverged",
        series: [
          series(0, "ReLU", curve),
          series(
            1, "GELU",
            [
              cell(0, [79]), cell(0.5, [79.5]),
              DataPoint(x: 1, center: 10, replicates: [10], isDiverged: true), cell(2, [76]),
            ]),
        ]),
      lines(
        "all-diverged",
        series: [
          series(
            0, "ReLU",
            [0, 1, 2].map { DataPoint(x: $0, center: 10, replicates: [10], isDiverged: true) })
        ]),
      lines(
        "long-labels", series: [series(0, long, curve), series(1, "GELU", curve)],
        references: [
          Reference(
            name: "long", label: long, prominence: .quiet(.dotted), value: 79),
          Reference(
            name: "word", label: String(repeating: "unbroken", count: 12),
            prominence: .quiet(.dashed), value: 79),
        ],
        y: Axis(title: long, unit: "%"), title: "Title: " + long, finding: long + ". " + long),
      lines(
        "many-series", series: (0..<30).map { series($0, "series \($0)", curve) }),
      lines(
        "six-decades",
        series: [series(0, "ReLU", (0...6).map { DataPoint(x: Double($0), center: power($0)) })],
        y: Axis(title: "Weight", scale: .logarithmic)),
      lines(
        "large-numbers",
        series: [series(0, "ReLU", [cell(0, [1.2e12]), cell(1, [3.4e12]), cell(2, [-2e11])])]),
      intervals("no-rows", []),
      intervals("one-row", [IntervalRow(name: "measured", source: .measured, value: 0)]),
      intervals(
        "long-rows",
        [
          IntervalRow(
            name: long, source: .measured, value: 812.5,
            interval: Interval(low: -40, high: 1900, kind: blocks)),
          IntervalRow(name: "control", source: .control, value: 0.1),
        ]),
    ]
  }

  /// Names of points that lie almost on each other, and at all four corners.
  private static var crowdedNames: Figure {
    let points = [
      (1.0, 70.0), (1.01, 70.05), (1.02, 69.95), (1.03, 70.1), (0.1, 60), (0.1, 80), (100, 60),
      (100, 80),
    ].enumerated().map { index, place in
      DataPoint(x: place.0, center: place.1, label: "model \(index)")
    }
    return lines(
      "crowded-names",
      series: [Series(name: "ReLU", style: .distinct[0], form: .points, points: points)],
      x: Axis(title: "Training", unit: "core hours", scale: .logarithmic))
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(0.001) { value, _ in value * 10 }
  }
}
