import Claims
import Experiments
import Figures
import Networks
import Statistics

/// The paper's argument for dividing by L: L times the mean attention weight of untrained models, for
/// softmax, where it is one, and for h at alpha = 1, in the range that the claim allows. Nil where it was
/// not measured.
func initialisationFigure(_ input: ReportInput, name: String) -> Figure? {
  guard let result = input.drawnInitialisation else { return nil }
  let range = input.claims.claims.lazy.compactMap(\.levelRange).first
  let panels = [true, false].compactMap { panel(result, qkNorm: $0, range: range) }
  guard !panels.isEmpty else { return nil }
  var description = """
    \(counted(result.depth, "layer")) of width \(result.width) with \
    \(counted(result.heads, "head")), untrained, \(counted(result.images, "image")) of \
    \(input.preset.data.label), \(counted(result.seeds, "seed")). A point is the mean over layers; \
    its bar reaches from the least layer to the greatest.
    """
  let leftOut = Pointwise.allCases.filter { h in
    result.entries.contains { $0.attention == h.rawValue }
      && !panels.contains { $0.series.contains { $0.name == h.rawValue } }
  }
  description += " " + ranges(result)
  if !leftOut.isEmpty {
    description +=
      " Weights of \(list(leftOut.map(\.label))) have both signs, so a logarithmic axis cannot show "
      + "their mean."
  }
  var figure = Figure(
    name: name,
    title: "L times the mean attention weight at initialisation, softmax and L^{−1} h",
    finding: finding(result), description: description, provenance: input.provenance,
    chart: .lines(
      LineChart(
        x: Axis(
          title: "Sequence length L", scale: .logarithmic, ticks: result.lengths.map(Double.init)),
        rows: [PanelRow(panels)], exploratoryMeaning: "", setsApart: false)))
  figure.findingSources = LayerRange(result, "relu", qkNorm: nil)?.sources ?? []
  figure.sources = [true, false].flatMap { qkNorm in
    ["softmax", "relu"].flatMap { LayerRange(result, $0, qkNorm: qkNorm)?.sources ?? [] }
  }
  return figure
}

/// The least and the greatest of the layers' means over seeds of one attention, over every length, with where
/// these stand.
private struct LayerRange {
  /// As they are drawn.
  let words: String
  let sources: [Figure.Source]

  /// - Parameter qkNorm: nil for models with and without.
  init?(_ result: InitialisationResult, _ attention: String, qkNorm: Bool?) {
    let entries = result.entries.filter {
      $0.attention == attention && (qkNorm == nil || $0.qkNorm == qkNorm)
    }.map { (entry: $0, mean: Estimate.mean($0.scaledMeans)) }
    guard let low = entries.min(by: { $0.mean < $1.mean }),
      let high = entries.max(by: { $0.mean < $1.mean })
    else { return nil }
    let ends = [low, high].map { end in
      Figure.Source(
        NumberText.drawn(end.mean, places: 2),
        .weights(at: end.entry.tokens, qkNorm: end.entry.qkNorm, attention: attention))
    }
    sources = ends[0].words == ends[1].words ? [ends[0]] : ends
    words = sources.map(\.words).joined(separator: " to ")
  }
}

/// The range over layers is no interval of an estimate, and says so.
private let layerRange = IntervalKind(name: "range over layers", level: nil, unit: "layer")

private func panel(
  _ result: InitialisationResult, qkNorm: Bool, range: ClosedRange<Double>?
) -> Panel? {
  let entries = result.entries.filter { $0.qkNorm == qkNorm }
  let looks =
    [("softmax", "softmax", SeriesStyle.softmax)]
    + Pointwise.allCases.map { ($0.rawValue, $0.label, $0.style) }
  let series = looks.compactMap { name, label, style -> Series? in
    let lengths = Dictionary(grouping: entries.filter { $0.attention == name }, by: \.tokens)
      .mapValues { layers in layers.map { Estimate.mean($0.scaledMeans) } }
    // Nothing is left of a function whose weights have both signs at every length.
    guard lengths.values.contains(where: { $0.allSatisfy { $0 > 0 } }) else { return nil }
    let points = lengths.map { tokens, weights in
      DataPoint(
        x: Double(tokens), center: Estimate.mean(weights),
        interval: weights.count > 1
          ? Interval(low: weights.min()!, high: weights.max()!, kind: layerRange) : nil)
    }.sorted { $0.x < $1.x }
    return Series(name: name, label: label, style: style, points: points)
  }
  guard !series.isEmpty else { return nil }
  let ends = range.map { [$0.lowerBound, $0.upperBound] } ?? []
  return Panel(
    title: qkNorm ? "with qk-layernorm" : "without qk-layernorm",
    y: Axis(title: "L × mean attention weight", scale: .logarithmic), series: series,
    references: ends.map {
      Reference(
        name: "claimed: \(NumberText.shortest($0, places: 2))", prominence: .quiet(.dashed),
        value: $0)
    }, facets: ["qk-layernorm": qkNorm ? "with" : "without"])
}

extension Claim {
  /// Of a claim about a level, the range in which it lies.
  fileprivate var levelRange: ClosedRange<Double>? {
    if kind == .level, case .range(let range) = margin { return range }
    return nil
  }
}

/// How far from 1 ReLU's weights times L lie, over every layer and length.
private func finding(_ result: InitialisationResult) -> String {
  guard let range = LayerRange(result, "relu", qkNorm: nil) else {
    return "Mean weights before training."
  }
  return "Before training, L times ReLU's mean weight is \(range.words)."
}

/// The same with softmax's, with and without qk-layernorm.
private func ranges(_ result: InitialisationResult) -> String {
  let ranges = [true, false].compactMap { qkNorm -> String? in
    let parts = [("softmax", "softmax"), ("relu", "ReLU")].compactMap { name, label in
      LayerRange(result, name, qkNorm: qkNorm).map { "\(label) \($0.words)" }
    }
    return parts.isEmpty
      ? nil : "\(qkNorm ? "with" : "without") qk-layernorm \(list(parts))"
  }
  return "L times the mean weight, over all layers and lengths: "
    + ranges.joined(separator: "; ") + "."
}
