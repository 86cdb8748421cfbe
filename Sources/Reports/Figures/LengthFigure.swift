import Claims
import Figures
import Networks
import Statistics

/// What depends on the length of training: each arm over the images shown, and below the paired
/// differences. Exploratory: claims are decided at one length. Nil without runs of another length.
func lengthFigure(_ input: ReportInput, name: String) -> Figure? {
  let lengths = TrainingLengths(input)
  guard !lengths.groups.isEmpty else { return nil }
  let group = { (group: TrainingLengths.Group) in
    lengths.groups.count == 1 ? "" : "\(group.model)"
  }
  let above = lengths.groups.map { own in
    Panel(
      title: "\(own.model) (L = \(own.cells[0].specification.model.tokens))"
        + (own.recipe == .main ? "" : ", \(own.recipe)"),
      y: Axis(title: "Test accuracy", unit: "%", group: group(own)),
      series: own.arms.map { arm in
        Series(
          name: arm.label, label: arm.shortLabel, style: arm.style,
          points: own.cells.filter { $0.key.arm == arm }.map { cell in
            var point = cell.point(x: Double(cell.images))
            point.interval = nil
            return point
          })
      }, facets: ["model": "\(own.model)", "recipe": "\(own.recipe)"])
  }
  let below = lengths.groups.map { own in
    Panel(
      name: "\(own.model), differences",
      y: Axis(title: "Difference", unit: "points", group: group(own)),
      series: TrainingLengths.pairs.enumerated().map { index, pair in
        Series(
          name: pair.name, style: differenceStyles[index % differenceStyles.count],
          points: own.lengths.compactMap { images in
            let values = own.differences(pair, images)
            return values.isEmpty
              ? nil
              : DataPoint(
                x: Double(images), center: Estimate.mean(values), replicates: values,
                isConfirmatory: images == own.deciding)
          })
      }.filter { !$0.points.isEmpty }, origin: 0,
      facets: ["model": "\(own.model)", "recipe": "\(own.recipe)"])
  }
  let images = Set(lengths.groups.flatMap(\.lengths)).map(Double.init)
  let deciding = lengths.groups.compactMap { own in
    own.deciding.map { "\(own.model) \(NumberText.grouped($0))" }
  }
  var figure = Figure(
    name: name, title: "What depends on the length of training",
    finding: lengths.finding ?? "Means of the runs there are.",
    description:
      "\(input.preset.data.label). Means over seeds, which small points show; below, paired "
      + "differences by seed. Exploratory: claims are decided at one length of training (images shown: "
      + "\(list(deciding))), runs of other lengths decide nothing and are pooled with nothing, and no "
      + "interval is drawn.",
    provenance: input.provenance,
    chart: .lines(
      LineChart(
        x: Axis(
          title: "Images shown in training", scale: .logarithmic,
          ticks: images.count <= 8 ? images.sorted() : nil),
        rows: [PanelRow(above), PanelRow(below, height: 0.6)],
        exploratoryMeaning: "another length: decides no claim")))
  figure.findingSources = lengths.findingSources
  return figure
}

/// Differences are of no arm's look.
private let differenceStyles = [
  SeriesStyle(hue: .ink, marker: .diamond, dash: .solid),
  SeriesStyle(hue: .quiet, marker: .triangle, dash: .longDashed),
  SeriesStyle(hue: .ink, marker: .downTriangle, dash: .shortDashed),
]

extension Arm {
  /// As the other figures name it, without gate and qk-layernorm.
  var shortLabel: String {
    switch attention {
    case .softmax: "softmax"
    case .uniform: "uniform"
    case .none: "no attention"
    case .pointwise(let h, let alpha):
      "\(h.label), α = \(NumberText.shortest(alpha.value, places: 2))"
    }
  }
}
