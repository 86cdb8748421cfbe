import Figures
import Testing

@Suite struct GapTests {
  /// Values at 1, 2, 4, 8 and 16.
  private func figure(
    _ values: [Double], gaps: [Gap] = [], form: Series.Form = .joined, y: Scale.Kind = .logarithmic
  ) -> Figure {
    let points = zip([1.0, 2, 4, 8, 16], values).map { x, value in
      DataPoint(x: x, center: value)
    }.filter { point in !gaps.contains { $0.x == point.x } }
    let panel = Panel(
      y: Axis(title: "Loss", scale: y, includes: [1, 5]),
      series: [Series(name: "ReLU", style: .distinct[0], form: form, points: points, gaps: gaps)])
    return Figure(
      name: "gaps", title: "t", finding: "f", description: "d.", provenance: [:],
      chart: .lines(
        LineChart(
          x: Axis(title: "Length", scale: .logarithmic, includes: [1, 16]), panel: panel,
          exploratoryMeaning: "")))
  }

  private func elements(
    _ figure: Figure, _ role: FigureLayout.Role
  ) throws -> [FigureLayout.Shape] {
    try figure.layout(metrics: FixedFontMetrics(), theme: .light).elements
      .filter { $0.role == role }.map(\.shape)
  }

  @Test(
    arguments: [(0.0, "0"), (-2, "-2"), (nil, "")], [Series.Form.joined, .curve, .trace, .guide])
  func theLineIsBrokenAndNothingElseMoves(
    _ value: (number: Double?, csv: String), _ form: Series.Form
  ) throws {
    let whole = figure([1, 2, 3, 4, 5], form: form)
    let broken =
      value.number.map { figure([1, 2, $0, 4, 5], form: form) }
      ?? figure([1, 2, 3, 4, 5], gaps: [Gap(x: 4)], form: form)
    let role: FigureLayout.Role = form == .guide ? .guide : .seriesLine
    let lines = try elements(broken, role).map { shape -> [Point] in
      if case .line(let points, _) = shape { points } else { [] }
    }
    guard case .line(let usual, _) = try #require(elements(whole, role).first) else { return }
    #expect(lines == [Array(usual[..<2]), Array(usual[3...])])
    #expect(try elements(broken, .point).count == (form.hasMarkers ? 4 : 0))

    let reason = value.number == nil ? "no value at 4" : "zero or below, which no logarithmic axis"
    #expect(broken.caption.contains("the line is broken: ReLU: \(reason)"))
    #expect(broken.csv.contains(",Loss,ReLU,gap,4,\(value.csv),"))
    #expect(!whole.caption.contains("broken") && !whole.csv.contains("gap"))
  }

  @Test(arguments: [0.0, -1])
  func aPositionThatTheAxisLacksIsNamedAndMovesNothing(_ x: Double) throws {
    var chart = LineChart(
      x: Axis(title: "Training", scale: .logarithmic), rows: [], exploratoryMeaning: "")
    chart = LineChart(
      x: chart.x,
      rows: [
        PanelRow([
          Panel(
            y: Axis(title: "y"),
            series: [
              Series(
                name: "ReLU", style: .distinct[0],
                points: [
                  DataPoint(x: x, center: 3, label: "S/32"), DataPoint(x: 1, center: 1),
                  DataPoint(x: 2, center: 2),
                ])
            ])
        ])
      ], exploratoryMeaning: "")
    let figure = Figure(
      name: "x", title: "t", finding: "f", description: "d.", provenance: [:],
      chart: .lines(chart))
    #expect(try elements(figure, .point).count == 2)
    #expect(try elements(figure, .seriesLine).count == 1)
    #expect(figure.caption.contains("no logarithmic axis shows, at S/32"))
  }

  @Test func barsAndSeedsBelowALogarithmicAxisEndAtItsFoot() throws {
    let kind = IntervalKind(name: "range", level: nil, unit: "seed")
    let figure = Figure(
      name: "bars", title: "t", finding: "f", description: "d.", provenance: [:],
      chart: .lines(
        LineChart(
          x: Axis(title: "x"),
          panel: Panel(
            y: Axis(title: "y", scale: .logarithmic),
            series: [
              Series(
                name: "ReLU", style: .distinct[0],
                points: [
                  DataPoint(
                    x: 1, center: 1, interval: Interval(low: -1, high: 3, kind: kind),
                    replicates: [-1, 1, 3]), DataPoint(x: 2, center: 2),
                ])
            ]), exploratoryMeaning: "")))
    #expect(try elements(figure, .replicate).count == 2)
    #expect(figure.caption.contains("1 of the bars reach zero or below"))
    #expect(figure.caption.contains("1 of the small points lie at zero or below"))
    #expect(figure.csv.contains("-1"))
  }

  @Test func manyGapsAreCountedAndAllStandInTheNumbers() {
    let figure = figure([1, 0, 0, 0, 0])
    #expect(figure.caption.contains("at 2, 4, 8 and 1 more."))
    #expect(figure.csv.split(separator: "\r\n").count { $0.contains(",gap,") } == 4)
  }
}
