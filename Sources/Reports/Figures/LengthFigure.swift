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
      series: own.arms.enumerated().map { index, arm in
        Series(
          name: arm.label, label: arm.shortLabel, style: arm.style(index),
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
          name: pair.name, style: SeriesStyle.distinct[index + 2],
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
  let deciding = lengths.groups.compactMap { own in
    own.deciding.map { "\(own.model) \(NumberText.grouped($0))" }
  }
  return Figure(
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
        x: Axis(title: "Images shown in training", scale: .logarithmic),
        rows: [PanelRow(above), PanelRow(below, height: 0.6)],
        exploratoryMeaning: "another length: decides no claim")))
}

extension Arm {
  /// As the other figures name it.
  fileprivate var shortLabel: String {
    switch attention {
    case .softmax: "softmax"
    case .uniform: "uniform"
    case .none: "no attention"
    case .pointwise(let h, let alpha):
      "\(h.label), α = \(NumberText.shortest(alpha.value, places: 2))"
    }
  }

  /// Softmax and the controls as in the other figures, the rest in their order.
  fileprivate func style(_ index: Int) -> SeriesStyle {
    switch attention {
    case .softmax: SeriesStyle(hue: .ink, marker: .square, dash: .dashed)
    case .uniform: SeriesStyle(hue: .quiet, marker: .circle, dash: .dotted)
    case .none: SeriesStyle(hue: .quiet, marker: .circle, dash: .dashed)
    case .pointwise(.relu, alpha: LengthExponent(1)): SeriesStyle.distinct[0]
    case .pointwise: SeriesStyle.distinct[1 + (index + 5) % 6]
    }
  }
}
