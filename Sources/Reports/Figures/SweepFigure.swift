import Claims
import Figures
import Networks
import Statistics

/// Accuracy over a number that somebody varies, a series for each arm: a panel for each setting of the
/// rest. Exploratory. Nil where no two finished runs differ in it.
func sweepFigure(_ input: ReportInput, name: String) -> Figure? {
  guard let swept = SweptCells(input) else { return nil }
  let values = Set(swept.groups.flatMap(\.arms).flatMap(\.points).map(\.x)).sorted()
  let spansDecades = values[0] > 0 && values[values.count - 1] >= 10 * values[0]
  let panels = swept.groups.map { group in
    Panel(
      title: swept.groups.count == 1 ? nil : swept.name(of: group),
      y: Axis(title: "Test accuracy", unit: "%"),
      series: group.arms.map { curve in
        Series(
          name: curve.label(over: swept.axis), label: curve.drawnLabel(over: swept.axis),
          style: curve.arm.style,
          points: curve.points.map { x, cell in
            var point = cell.point(x: x)
            point.isConfirmatory = false
            return point
          })
      },
      references: group.others.map { cell in
        let values = cell.percentages
        return Reference(
          name: cell.key.arm.label,
          prominence: cell.key.arm == Arm(.softmax) ? .band(.ink) : .quiet(.dashed),
          value: Estimate.mean(values), interval: cell.interval(of: values), replicates: values)
      },
      facets: ["model": "\(group.model)", "recipe": "\(group.recipe)"])
  }
  let columns = panels.count == 4 ? 2 : 3
  let rows = stride(from: 0, to: panels.count, by: columns).map {
    PanelRow(Array(panels[$0..<min($0 + columns, panels.count)]))
  }
  let place = swept.groups.count == 1 ? ", \(swept.name(of: swept.groups[0]))" : ""
  let drawn = DrawnCells(cells: swept.groups.flatMap(\.cells))
  var figure = Figure(
    name: name, title: "Accuracy over the \(swept.axis.words)\(place)",
    finding: swept.finding,
    description:
      "\(input.preset.data.label), \(drawn.images). Lines join means over seeds, which small points show. "
      + "What is highest is by the mean; other values are not told from it where the paired difference by "
      + "seed, at 95 %, each by itself, does not exclude zero. Exploratory: these runs decide no claim and are pooled with "
      + "nothing.",
    provenance: input.provenance,
    chart: .lines(
      LineChart(
        x: Axis(
          title: swept.axis.title, scale: spansDecades ? .logarithmic : .linear,
          ticks: values.count <= 8 ? values : nil),
        rows: rows, exploratoryMeaning: "exploratory: decides no claim")))
  figure.findingSources = swept.findingSources
  return figure
}
