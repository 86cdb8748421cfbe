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

  @Test func aLogarithmicAxisTakesPositiveValues() throws {
    let error = try #require(failure(figure([DataPoint(x: 0, center: -2)], y: .logarithmic)))
    #expect(
      "\(error)" == """
        Figure 'alpha': the value of 'ReLU' is -2, which a logarithmic axis cannot show; leave the \
        point out or use a linear axis.
        """)
  }

  @Test func noRowIsLongerThanTheFirst() {
    #expect(failure(figure([], rows: 2)) == .unevenRows(figure: "alpha", lengths: [1, 2]))
  }
}
