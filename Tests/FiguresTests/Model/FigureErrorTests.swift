import Figures
import Testing

@Suite struct FigureErrorTests {
  private func figure(_ points: [DataPoint], y: Scale.Kind = .linear, rows: Int = 1) -> Figure {
    let panel = Panel(
      y: Axis(title: "y", scale: y),
      series: [Series(name: "ReLU", style: .distinct[0], points: points)])
    return Figure(
      name: "alpha", title: "t", finding: "f", description: "d", provenance: [:],
      chart: .lines(
        LineChart(
          x: Axis(title: "x"),
          rows: rows == 1 ? [PanelRow([panel])] : [PanelRow([panel]), PanelRow([panel, panel])],
          exploratoryMeaning: "")))
  }

  private func failure(_ figure: Figure) -> FigureError? {
    do throws(FigureError) {
      _ = try figure.layout(metrics: FixedFontMetrics(), theme: .light)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e-300])
  func valuesThatNoAxisHas(_ value: Double) throws {
    let error = try #require(failure(figure([DataPoint(x: 0, center: value)])))
    #expect(
      error
        == .notShowable(
          figure: "alpha", item: "ReLU", quantity: "value", value: "\(value)"))
    #expect(
      "\(error)" == """
        Figure 'alpha': the value of 'ReLU' is \(value), which no axis can show; leave the point \
        out, or give a diverged run the score of chance.
        """)
  }

  @Test(arguments: [
    (DataPoint(x: .nan, center: 1), "position along x", "nan"),
    (DataPoint(x: 0, center: 1, replicates: [1, .nan]), "single value", "nan"),
    (
      DataPoint(
        x: 0, center: 1,
        interval: Interval(
          low: 0, high: .infinity, kind: IntervalKind(name: "i", level: 0.95, unit: "seed"))),
      "interval", "inf"
    ),
  ])
  func everyNumberIsChecked(_ point: DataPoint, quantity: String, value: String) {
    #expect(
      failure(figure([point]))
        == .notShowable(
          figure: "alpha", item: "ReLU", quantity: quantity, value: value))
  }

  /// What is asked for by hand has no gap to become.
  @Test func aLogarithmicAxisCoversPositiveValues() throws {
    var figure = figure([DataPoint(x: 0, center: 2)], y: .logarithmic)
    if case .lines(var chart) = figure.chart {
      chart.rows[0].panels[0].y.includes = [0]
      figure.chart = .lines(chart)
    }
    #expect(
      failure(figure)
        == .notPositive(figure: "alpha", item: "y", quantity: "range asked for", value: 0))
  }

  @Test func noRowIsLongerThanTheFirst() {
    #expect(failure(figure([], rows: 2)) == .unevenRows(figure: "alpha", lengths: [1, 2]))
  }
}
