import Figures

// Figures of synthetic data that use what only some of the real ones need.
extension SampleFigures {
  public static var further: [Figure] {
    [closedUp, optima, coinciding, claims, learning, gateWithCost, verdictsByCell]
  }

  private static func lines(_ name: String, _ chart: LineChart) -> Figure {
    Figure(
      name: name, title: "Title", finding: "Finding.", description: "Made-up data.",
      provenance: provenance, chart: .lines(chart))
  }

  private static func curve(_ index: Int, _ name: String, _ values: [Double]) -> Series {
    Series(
      name: name, style: .distinct[index % SeriesStyle.distinct.count],
      points: zip([0.0, 0.5, 1, 2], values).map { cell($0, [$1 - 0.3, $1 + 0.2]) })
  }

  /// One panel, and a grid of six, with so many series.
  public static func series(count: Int) -> [Figure] {
    let all = (0..<count).map { curve($0, "series \($0)", [70, 74, 76 - Double($0) / 4, 73]) }
    func panel(_ title: String?) -> Panel { Panel(title: title, y: accuracy, series: all) }
    let row = PanelRow(["S/32", "S/16", "S/8"].map(panel))
    return [
      lines(
        "panel-of-\(count)", LineChart(x: exponent, panel: panel(nil), exploratoryMeaning: "")),
      lines(
        "grid-of-\(count)", LineChart(x: exponent, rows: [row, row], exploratoryMeaning: "")),
    ]
  }

  /// Five panels in two rows of three columns.
  public static var closedUp: Figure {
    func panel(_ title: String, _ base: Double) -> Panel {
      Panel(
        title: title, y: accuracy,
        series: [curve(0, "ReLU", [base, base + 2, base + 3, base + 1])])
    }
    return lines(
      "closed-up",
      LineChart(
        x: exponent,
        rows: [
          PanelRow([panel("i21k: S/32", 76), panel("i1k: S/32", 74), panel("i21k: S/16", 70)]),
          PanelRow([panel("i1k: S/16", 69), panel("i21k: S/8", 61)]),
        ], exploratoryMeaning: ""))
  }

  /// The best point of each series, once with an interval along x.
  public static var optima: Figure {
    var (relu, gelu) = (
      curve(0, "ReLU", [76, 78, 79, 77]), curve(2, "GELU", [75, 77.5, 77, 74])
    )
    relu.points[2].optimum = Optimum(
      interval: Interval(
        low: 0.5, high: 2,
        kind: IntervalKind(name: "bootstrap interval", level: 0.95, unit: "seed")), count: 5)
    gelu.points[1].optimum = Optimum(count: 2)
    return lines(
      "optima",
      LineChart(
        x: exponent, rows: [PanelRow([Panel(y: accuracy, series: [relu, gelu])])],
        exploratoryMeaning: "", optimumMeaning: "best α"))
  }

  /// Two series that lie on each other over all of x.
  public static var coinciding: Figure {
    func falling(_ index: Int, _ name: String, _ factor: Double) -> Series {
      Series(
        name: name, style: .distinct[index],
        points: [49.0, 196, 784].map { DataPoint(x: $0, center: factor / $0) })
    }
    return lines(
      "coinciding",
      LineChart(
        x: Axis(title: "L", scale: .logarithmic, ticks: [49, 196, 784]),
        rows: [
          PanelRow([
            Panel(
              y: Axis(title: "Mean weight", scale: .logarithmic),
              series: [
                falling(0, "ReLU", 0.4), falling(3, "softplus", 0.8), falling(5, "ReLU6", 0.4001),
              ])
          ])
        ], exploratoryMeaning: "", setsApart: false))
  }

  /// Claims on one axis: settled, open, beyond the axis, without an interval, without a number.
  public static var claims: Figure {
    func source(_ name: String, _ hue: Hue, _ marker: MarkerShape) -> IntervalRow.Source {
      IntervalRow.Source(name: name, hue: hue, marker: marker)
    }
    let consistent = source("consistent at our scale", .blue, .circle)
    let open = source("inconclusive", .quiet, .square)
    func row(
      _ code: String, _ label: String, _ source: IntervalRow.Source, _ value: Double?,
      _ reach: Double?, level: Double = 0.95, region: ClosedRange<Double>?, detail: String? = nil,
      note: String? = nil, isConfirmatory: Bool = true
    ) -> IntervalRow {
      let kind = IntervalKind(name: "interval of the verdict", level: level, unit: "seed")
      return IntervalRow(
        name: code, code: code, label: label, source: source, value: value,
        interval: value.flatMap { value in
          reach.map { Interval(low: value - $0, high: value + $0, kind: kind) }
        }, count: 3, region: region, readout: .words(detail: detail), note: note,
        isConfirmatory: isConfirmatory)
    }
    return Figure(
      name: "claims", title: "The paper's claims", finding: "2 of 6 claims are consistent.",
      description: "Made-up data.", provenance: provenance,
      chart: .intervals(
        IntervalChart(
          axis: Axis(
            title: "Estimate in units of the claim's margin", ticks: [-4, -2, 0, 2, 4]),
          limits: -4...4,
          rows: [
            row(
              "S1",
              "ReLU-attention divided by sequence length approaches softmax attention's scaling",
              open, -1.1, 1.2, region: -1...Double.infinity,
              detail: "S/32: −2.1 points [−4.5, +0.3]"
            ),
            row(
              "S2", "The same matches it", open, -1.4, 1.6, level: 0.9, region: -1...1,
              detail: "S/32: −2.1 points [−4.5, +0.3]"),
            row(
              "A1", "The best exponent is close to 1", open, -5, nil, region: -1...1,
              detail: "α = 0", isConfirmatory: false),
            row(
              "G2a", "The gate costs training time", consistent, 3.5, 1.5,
              region: 0...Double.infinity, detail: "S/16: +8.4 % [+7.2, +9.6]"),
            row(
              "G2b", "The gate costs 9.3 %", source("not tested", .quiet, .circle), nil, nil,
              region: nil, note: "S/8 was not timed.", isConfirmatory: false),
            row(
              "R1", "ReLU is faster", consistent, 1.9, 0.3, region: 0...Double.infinity,
              detail: "S/32: +9.4 %"),
          ], exploratoryMeaning: "decides nothing", regionMeaning: "what the claim allows")))
  }

  /// Means of three runs; one run of the second arm ended early.
  public static var learning: Figure {
    func arm(_ name: String, _ index: Int, _ base: Double, endsEarly: Bool) -> [Series] {
      let style = SeriesStyle.distinct[index]
      func loss(_ place: Int, _ seed: Int) -> Double {
        base / Double(place + 1).squareRoot() + 0.05 * Double(seed)
      }
      let mean = Series(
        name: name, style: style, form: .curve,
        points: (0..<8).map { DataPoint(x: Double($0 + 1) * 1600, center: loss($0, 1)) })
      return [mean]
        + (0..<3).map { seed in
          var points = (0..<8).map {
            DataPoint(x: Double($0 + 1) * 1600, center: loss($0, seed))
          }
          if endsEarly, seed == 2 { points[7].isDiverged = true }
          return Series(
            name: "\(name), seed \(seed)", label: "", style: style, form: .trace, points: points)
        }
    }
    return lines(
      "learning",
      LineChart(
        x: Axis(title: "Images shown"),
        rows: [
          PanelRow([
            Panel(
              y: Axis(title: "Training loss", scale: .logarithmic),
              series: arm("softmax", 1, 3, endsEarly: false) + arm("ReLU", 0, 3.4, endsEarly: true))
          ])
        ], exploratoryMeaning: "", setsApart: false))
  }

  /// Marks in a table, some with a word, some open, some places empty.
  public static var verdictsByCell: Figure {
    let sources = [
      IntervalRow.Source(name: "consistent at our scale", hue: .blue, marker: .circle),
      .init(name: "inconclusive", hue: .quiet, marker: .square),
      .init(name: "contradicted at our scale", hue: .vermillion, marker: .diamond),
    ]
    let functions = ["ReLU", "ReLU^{2}", "GELU", "softplus", "identity", "ReLU6", "sigmoid"]
    var figure = overhead
    figure.name = "verdicts-by-cell"
    figure.chart = .matrix(
      MatrixChart(
        columns: ["S/32", "S/16", "S/8", "B/32", "B/16", "L/16"],
        rows: ["D1", "A1"].flatMap { code in
          functions.enumerated().map { index, label in
            MatrixChart.Row(
              code: code, label: label,
              cells: (0..<6).map { column in
                column > 3
                  ? nil
                  : MatrixChart.Cell(
                    source: sources[(index + column) % 3],
                    note: (index + column) % 3 == 1 ? nil : "standard",
                    isConfirmatory: column < 2, facets: ["claim": code])
              })
          }
        }, exploratoryMeaning: "not declared: decides nothing"))
    return figure
  }

  /// A line chart with an interval chart at its foot.
  public static var gateWithCost: Figure {
    guard case .intervals(var cost) = overhead.chart, case .lines(let accuracies) = alpha.chart
    else { return overhead }
    cost.title = "What the gate costs in time"
    for index in cost.rows.indices.prefix(3) { cost.rows[index].region = -1.1...0.8 }
    cost.regionMeaning = "noise floor"
    var figure = alpha
    figure.name = "gate-with-cost"
    figure.chart = .stacked([.lines(accuracies), .intervals(cost)])
    return figure
  }
}
