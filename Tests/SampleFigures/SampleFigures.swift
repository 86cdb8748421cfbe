import Figures

/// Figures of synthetic data: like the real ones, and harder to lay out.
public enum SampleFigures {
  /// All, by name.
  public static var all: [Figure] {
    [
      alpha, alphaReplicated, recipes, unevenRecipes, scaling, weights, overhead, contrasts,
    ] + further + degenerate
  }

  public static let seeds = IntervalKind(name: "t interval of the mean", level: 0.95, unit: "seed")
  public static let blocks = IntervalKind(
    name: "interval of the median ratio", level: 0.95, unit: "block")

  static let provenance = ["store": "sha256:0123456789abcdef", "preset": "quick"]
  static let accuracy = Axis(title: "Test accuracy", unit: "%")
  static let exponent = Axis(title: "Exponent α in L^{−α} h(q·k / √d)", includes: [0, 2])

  /// A cell of replicates, with an interval where there are several.
  public static func cell(_ x: Double, _ values: [Double], isConfirmatory: Bool = true) -> DataPoint
  {
    let mean = values.reduce(0, +) / Double(values.count)
    return DataPoint(
      x: x, center: mean, interval: values.count > 1 ? spread(values, around: mean) : nil,
      replicates: values, isConfirmatory: isConfirmatory)
  }

  static func spread(_ values: [Double], around mean: Double) -> Interval {
    let half = 0.35 + (values.max()! - values.min()!) * 0.6
    return Interval(low: mean - half, high: mean + half, kind: seeds)
  }

  static func reference(
    _ name: String, _ values: [Double], _ prominence: Reference.Prominence, label: String? = nil
  ) -> Reference {
    let mean = values.reduce(0, +) / Double(values.count)
    return Reference(
      name: name, label: label, prominence: prominence, value: mean,
      interval: values.count > 1 ? spread(values, around: mean) : nil, replicates: values)
  }

  /// Figure 2's first panel as the quick preset fills it.
  public static var alpha: Figure {
    let single: [(String, String, [Double])] = [
      ("squared ReLU", "ReLU²", [70.6, 78.9, 76.2]), ("GELU", "GELU", [77.1, 79.3, 76.3]),
      ("softplus", "softplus", [75.9, 77.5, 76.1]), ("identity", "identity", [73.8, 77.9, 76.7]),
      ("ReLU6", "ReLU6", [77.4, 79.0, 76.6]), ("sigmoid", "sigmoid", [76.0, 76.4, 75.9]),
    ]
    let relu = Series(
      name: "ReLU", style: .distinct[0],
      points: [
        cell(0, [77.9, 76.4, 78.2]), cell(0.5, [78.8], isConfirmatory: false),
        cell(0.75, [79.2], isConfirmatory: false), cell(1, [79.9, 78.6, 80.1]),
        cell(1.25, [79.0], isConfirmatory: false), cell(1.5, [78.1], isConfirmatory: false),
        cell(2, [76.9], isConfirmatory: false),
      ])
    let others = single.enumerated().map { index, entry in
      Series(
        name: entry.0, label: entry.1, style: .distinct[index + 1],
        points: zip([0.0, 1, 2], entry.2).map { cell($0, [$1], isConfirmatory: false) })
    }
    let panel = Panel(
      y: accuracy, series: [relu] + others,
      references: [
        reference("softmax", [80.5, 79.4, 80.1], .band(.ink)),
        reference("linear classifier", [81], .quiet(.solid), label: "linear classifier"),
        reference("no attention", [78.9, 78.1, 78.5], .quiet(.dashed)),
        reference("uniform attention", [76.4, 75.6, 76.0], .quiet(.dotted)),
      ])
    return Figure(
      name: "alpha", title: "Accuracy over the length-scaling exponent α, S/32 (L = 49)",
      finding: "ReLU attention is best near α = 1 and stays 0.5 points below softmax.",
      description: "Fashion-MNIST, 24,000 training images, width 32, depth 4.",
      provenance: provenance,
      chart: .lines(
        LineChart(
          x: exponent, panel: panel,
          exploratoryMeaning: "one seed: decides no claim")))
  }

  private static func sweep(_ base: Double, _ gain: Double, _ offset: Double) -> [DataPoint] {
    [0, 0.5, 0.75, 1, 1.25, 1.5, 2].map { x in
      let center = base + gain * (1 - (x - 1) * (x - 1)) + offset
      return cell(x, [center - 0.7, center + 0.1, center + 0.5])
    }
  }

  private static let names = [
    "ReLU", "ReLU²", "GELU", "softplus", "identity", "ReLU6", "sigmoid",
  ]

  private static func sweepPanel(
    title: String?, base: Double, axis: Axis = accuracy, facets: [String: String] = [:]
  ) -> Panel {
    Panel(
      title: title, y: axis,
      series: names.enumerated().map { index, name in
        Series(
          name: name, style: .distinct[index],
          points: sweep(base, 3 - Double(index) * 0.3, -0.6 * Double(index)))
      },
      references: [
        reference("softmax", [base + 3.6, base + 4.4, base + 4.1], .band(.ink)),
        reference("uniform", [base - 2.5], .quiet(.dotted)),
      ], facets: facets)
  }

  /// One panel in which every cell has replicates and an interval.
  public static var alphaReplicated: Figure {
    Figure(
      name: "alpha-replicated", title: "Accuracy over α, every cell with three seeds",
      finding: "All seven h peak near α = 1.", description: "Made-up data.",
      provenance: provenance,
      chart: .lines(
        LineChart(
          x: exponent, panel: sweepPanel(title: nil, base: 76),
          exploratoryMeaning: "one seed: decides no claim")))
  }

  /// Two rows of three panels with shared axes.
  public static var recipes: Figure {
    let rows = ["i21k", "i1k"].enumerated().map { row, recipe in
      PanelRow(
        [("S/32", 49), ("S/16", 196), ("S/8", 784)].enumerated().map { column, model in
          sweepPanel(
            title: "\(recipe): \(model.0) (L = \(model.1 + row))",
            base: 76 - 2.5 * Double(column) - Double(row),
            facets: ["model": model.0, "recipe": recipe])
        })
    }
    return Figure(
      name: "recipes", title: "Accuracy over α for two recipes and three sequence lengths",
      finding: "The best α stays near 1 at every length.", description: "Made-up data.",
      provenance: provenance,
      chart: .lines(
        LineChart(x: exponent, rows: rows, exploratoryMeaning: "one seed: decides no claim")))
  }

  /// As a thin preset fills the grid: columns with ranges of their own, a last panel that lacks most
  /// series, and places without runs.
  public static var unevenRecipes: Figure {
    func axis(_ model: String) -> Axis { Axis(title: "Test accuracy", unit: "%", group: model) }
    func thin(_ title: String, _ model: String, base: Double, count: Int) -> Panel {
      Panel(
        title: title, subtitle: "1,000 images shown", y: axis(model),
        series: [
          Series(
            name: "ReLU", style: .distinct[0],
            points: (0..<count).map {
              cell(Double($0), [base + 0.8 * Double($0)], isConfirmatory: false)
            })
        ],
        references: [reference("softmax", [base + 4], .band(.ink))])
    }
    func empty(_ title: String, _ model: String) -> Panel {
      Panel(title: title, y: axis(model), series: [])
    }
    return Figure(
      name: "uneven-recipes", title: "Accuracy over α, a grid with gaps", finding: "Made up.",
      description: "Made-up data.", provenance: provenance,
      chart: .lines(
        LineChart(
          x: exponent,
          rows: [
            PanelRow([
              sweepPanel(title: "i21k: S/32 (L = 49)", base: 76, axis: axis("S/32")),
              thin("i21k: S/16 (L = 196)", "S/16", base: 55, count: 3),
              thin("i21k: S/8 (L = 784)", "S/8", base: 18, count: 1),
            ]),
            PanelRow([
              thin("i1k: S/32 (L = 50)", "S/32", base: 71, count: 3),
              empty("i1k: S/16", "S/16"), empty("i1k: S/8", "S/8"),
            ]),
          ], exploratoryMeaning: "one seed: decides no claim")))
  }

  /// Two panels over a logarithmic axis, each on a range of its own, with named points; the first has
  /// a series that the last lacks. Below them differences with margins.
  public static var scaling: Figure {
    let models = ["S/32", "S/16", "B/32", "B/16", "L/16"]
    func points(_ offset: Double, isNamed: Bool) -> [DataPoint] {
      let places = zip([0.6, 1.9, 2.4, 9.5, 61], [76.0, 78.1, 78.4, 80.6, 82.2])
      return zip(models, places).map { model, place in
        var point = cell(
          place.0 * (1 + offset / 50), [place.1 + offset - 0.3, place.1 + offset + 0.4])
        point.label = model
        point.showsLabel = isNamed
        point.facets = ["model": model]
        return point
      }
    }
    let softmax = Series(
      name: "softmax", style: SeriesStyle(hue: .ink, marker: .square, dash: .dashed),
      points: points(0, isNamed: true))
    let relu = Series(
      name: "ReLU / L", style: .distinct[0], points: points(-0.6, isNamed: false))
    let linear = Series(
      name: "linear probe", style: .distinct[1], points: [cell(0.1, [72], isConfirmatory: false)])
    let difference = Series(
      name: "ReLU / L − softmax", label: "", style: .distinct[0], form: .points,
      points: zip(points(0, isNamed: true), [-0.6, -0.4, 0.2, -0.9, -0.1]).map { softmax, value in
        var point = cell(softmax.x, [value - 0.3, value + 0.4])
        point.label = softmax.label
        point.margin = -0.7...0.7
        return point
      })
    func axis(_ title: String, _ unit: String, _ group: String) -> Axis {
      Axis(title: title, unit: unit, group: group)
    }
    return Figure(
      name: "scaling", title: "Accuracy against compute",
      finding: "ReLU / L follows softmax over two orders of magnitude.",
      description: "Made-up data.", provenance: provenance,
      chart: .lines(
        LineChart(
          x: Axis(title: "Training", unit: "core hours", scale: .logarithmic),
          rows: [
            PanelRow([
              Panel(
                title: "Fashion-MNIST", y: axis("Accuracy", "%", "test"),
                series: [relu, softmax, linear]),
              Panel(
                title: "10-shot transfer", y: axis("Accuracy", "%", "transfer"),
                series: [relu, softmax]),
            ]),
            PanelRow(
              [
                Panel(
                  name: "Difference", y: axis("Difference", "points", "test"), series: [difference],
                  origin: 0),
                Panel(
                  y: axis("Difference", "points", "transfer"), series: [difference], origin: 0),
              ], height: 0.6),
          ], exploratoryMeaning: "one seed: decides no claim",
          marginMeaning: "0.15 of what attention is worth")))
  }

  /// Falling lines over two logarithmic axes with a theoretical slope to compare with.
  public static var weights: Figure {
    let lengths = [49.0, 196, 784, 3136]
    let layers = IntervalKind(name: "range over layers", level: nil, unit: "layer")
    func line(_ index: Int, _ factor: Double) -> Series {
      Series(
        name: names[index], style: .distinct[index],
        points: lengths.map {
          let center = factor / $0
          return DataPoint(
            x: $0, center: center,
            interval: Interval(low: center * 0.8, high: center * 1.3, kind: layers))
        })
    }
    let law = Series(
      name: "1/L", label: "1 / L", style: SeriesStyle(hue: .ink, marker: .circle, dash: .dashed),
      form: .guide, points: lengths.map { DataPoint(x: $0, center: 1 / $0) })
    func panel(_ title: String, _ factor: Double) -> Panel {
      Panel(
        title: title, y: Axis(title: "Mean weight", scale: .logarithmic),
        series: [line(0, 0.4 * factor), line(2, 0.28 * factor), line(3, 0.81), law])
    }
    return Figure(
      name: "weights", title: "Mean attention weight, L^{−1} h", finding: "All fall as 1 / L.",
      description: "Made-up data.", provenance: provenance,
      chart: .lines(
        LineChart(
          x: Axis(title: "Sequence length L", scale: .logarithmic, ticks: lengths),
          rows: [PanelRow([panel("with qk-layernorm", 1), panel("without", 0.02)])],
          exploratoryMeaning: "", setsApart: false)))
  }

  /// The gate's cost beside its prediction and the published value.
  public static var overhead: Figure {
    Figure(
      name: "gating", title: "What the gate costs, S/32 at its true shape",
      finding: "The gate adds 8.4 % to a training step, as its multiplications predict.",
      description: "Whole training steps, interleaved, on two threads.",
      provenance: provenance,
      chart: .intervals(
        IntervalChart(
          axis: Axis(title: "Extra step time", unit: "%"),
          rows: [
            IntervalRow(
              name: "measured here (S/32)", source: .measured, value: 8.4,
              interval: Interval(low: 7.1, high: 9.8, kind: blocks),
              replicates: [6.9, 7.8, 8.3, 8.4, 8.5, 8.9, 9.4, 10.1]),
            IntervalRow(
              name: "control: A′ against A", source: .control, value: -0.2,
              interval: Interval(low: -1.1, high: 0.8, kind: blocks),
              replicates: [-1.5, -0.9, -0.4, -0.2, 0.1, 0.3, 0.9, 1.1]),
            IntervalRow(
              name: "arithmetic: D/(12D+2L)", label: "arithmetic: D / (12 D + 2 L)",
              source: .computed, value: 8.2),
            IntervalRow(name: "published (S/8)", source: .published, value: 9.3),
          ])))
  }

  /// Contrasts in points of accuracy, one of them open, one far off.
  public static var contrasts: Figure {
    Figure(
      name: "contrasts", title: "Paired contrasts",
      finding: "Only dividing by L makes a clear difference.",
      description: "Made-up data.", provenance: provenance,
      chart: .intervals(
        IntervalChart(
          axis: Axis(title: "Difference in accuracy", unit: "points"),
          rows: [
            ("softmax minus uniform", 4.2, 1.1, true), ("softmax minus none", 1.6, 0.9, true),
            ("ReLU at α = 1 minus α = 0", 2.1, 0.8, true),
            (
              "ReLU at α = 1 minus softmax, a label that is long enough to need a second line",
              -0.5, 1.2, false
            ),
          ].map { name, value, half, isConfirmatory in
            IntervalRow(
              name: name, source: .measured, value: value,
              interval: Interval(low: value - half, high: value + half, kind: seeds),
              isConfirmatory: isConfirmatory)
          })))
  }
}
