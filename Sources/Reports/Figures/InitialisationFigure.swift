import Claims
import Experiments
import Figures
import Networks
import Statistics

/// The paper's argument for dividing by L: the mean attention weight of untrained models over L, for
/// softmax and for h at alpha = 1, beside a line of slope -1. Nil where it was not measured.
func initialisationFigure(_ input: ReportInput, name: String) -> Figure? {
  guard let result = input.drawnInitialisation else { return nil }
  let panels = [true, false].compactMap { panel(result, qkNorm: $0) }
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
  return Figure(
    name: name,
    title: "Mean attention weight at initialisation, softmax and L^{−1} h",
    finding: finding(result), description: description, provenance: input.provenance,
    chart: .lines(
      LineChart(
        x: Axis(
          title: "Sequence length L", scale: .logarithmic, ticks: result.lengths.map(Double.init)),
        rows: [PanelRow(panels)], exploratoryMeaning: "", setsApart: false)))
}

/// The range over layers is no interval of an estimate, and says so.
private let layerRange = IntervalKind(name: "range over layers", level: nil, unit: "layer")

private func panel(_ result: InitialisationResult, qkNorm: Bool) -> Panel? {
  let entries = result.entries.filter { $0.qkNorm == qkNorm }
  let looks =
    [("softmax", "softmax", SeriesStyle(hue: .ink, marker: .pointer, dash: .solid))]
    + Pointwise.allCases.map { ($0.rawValue, $0.label, $0.style) }
  let series = looks.compactMap { name, label, style -> Series? in
    let lengths = Dictionary(grouping: entries.filter { $0.attention == name }, by: \.tokens)
      .mapValues { layers in layers.map { Estimate.mean($0.scaledMeans) / Double($0.tokens) } }
    // Nothing is left of a function whose weights have both signs at every length.
    guard lengths.values.contains(where: { $0.allSatisfy { $0 > 0 } }) else { return nil }
    let points = lengths.map { tokens, weights in
      DataPoint(
        x: Double(tokens), center: Estimate.mean(weights),
        interval: weights.count > 1
          ? Interval(low: weights.min()!, high: weights.max()!, kind: layerRange) : nil)
    }.sorted { $0.x < $1.x }
    // Softmax lies on the line of 1/L, which its own would cover.
    return Series(
      name: name, label: label, style: style, form: name == "softmax" ? .points : .joined,
      points: points)
  }
  guard !series.isEmpty else { return nil }
  let lengths = Set(entries.map(\.tokens)).sorted().map(Double.init)
  let law = Series(
    name: "1/L", label: "1 / L",
    style: SeriesStyle(hue: .ink, marker: .circle, dash: .shortDashed), form: .guide,
    points: lengths.map { DataPoint(x: $0, center: 1 / $0) })
  return Panel(
    title: qkNorm ? "with qk-layernorm" : "without qk-layernorm",
    y: Axis(title: "Mean attention weight", scale: .logarithmic), series: series + [law],
    facets: ["qk-layernorm": qkNorm ? "with" : "without"])
}

/// How far from 1 ReLU's weights times L lie, over every layer and length.
private func finding(_ result: InitialisationResult) -> String {
  let relu = result.entries.filter { $0.attention == "relu" }.map { Estimate.mean($0.scaledMeans) }
  guard let low = relu.min(), let high = relu.max() else { return "Mean weights before training." }
  return "Before training, L times ReLU's mean weight is \(NumberText.drawn(low, places: 2)) to "
    + "\(NumberText.drawn(high, places: 2))."
}

/// The same with softmax's, with and without qk-layernorm.
private func ranges(_ result: InitialisationResult) -> String {
  let ranges = [true, false].compactMap { qkNorm -> String? in
    let parts = [("softmax", "softmax"), ("relu", "ReLU")].compactMap { name, label -> String? in
      let means = result.entries.filter { $0.attention == name && $0.qkNorm == qkNorm }
        .map { Estimate.mean($0.scaledMeans) }
      guard let low = means.min(), let high = means.max() else { return nil }
      func text(_ value: Double) -> String { NumberText.drawn(value, places: 2) }
      return text(low) == text(high)
        ? "\(label) \(text(low))" : "\(label) \(text(low)) to \(text(high))"
    }
    return parts.isEmpty
      ? nil : "\(qkNorm ? "with" : "without") qk-layernorm \(list(parts))"
  }
  return "L times the mean weight, over all layers and lengths: "
    + ranges.joined(separator: "; ") + "."
}
