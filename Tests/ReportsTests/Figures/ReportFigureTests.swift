import Experiments
import Figures
import Networks
import Reports
import Testing

@Suite struct ReportFigureTests {
  private func lines(_ figure: Figure) throws -> LineChart {
    let chart: LineChart? = if case .lines(let chart) = figure.chart { chart } else { nil }
    return try #require(chart, "\(figure.name) is no line chart")
  }

  @Test func theAlphaFigureHasSevenFunctionsSoftmaxAsABandAndTheFloor() throws {
    let figure = try #require(FigureName.alpha.figure(try HandMadeInput.input()))
    let panel = try lines(figure).rows[0].panels[0]
    #expect(panel.series.map(\.name) == Pointwise.allCases.map(\.rawValue))
    #expect(panel.series[0].points.map(\.x) == [0, 0.5, 0.75, 1, 1.25, 1.5, 2])
    for series in panel.series.dropFirst() { #expect(series.points.map(\.x) == [0, 1, 2]) }
    #expect(
      panel.references.map(\.name) == ["softmax", "none", "uniform", "linear classifier"])
    #expect(panel.references[0].prominence == .band(.ink))
    #expect(panel.references.dropFirst().allSatisfy { $0.prominence != .band(.ink) })
  }

  /// Three seeds have an interval and decide; one seed is an open point.
  @Test func onlyReplicatedCellsHaveIntervals() throws {
    let figure = try #require(FigureName.alpha.figure(try HandMadeInput.input()))
    for series in try lines(figure).rows[0].panels[0].series {
      for point in series.points {
        let replicated = series.name == "relu" && (point.x == 0 || point.x == 1)
        #expect((point.interval?.kind.unit == "seed") == replicated)
        #expect(point.isConfirmatory == replicated)
        #expect(point.replicates.count == (replicated ? 3 : 1))
      }
    }
  }

  @Test func accuraciesAreInPerCent() throws {
    let input = try HandMadeInput.input()
    let figure = try #require(FigureName.alpha.figure(input))
    let level = Int((100 * input.evidence.look.level).rounded())
    let relu = try lines(figure).rows[0].panels[0].series[0]
    #expect(abs(relu.points[3].center - 77.5) < 1e-9)
    #expect(
      figure.finding
        == "Dividing by L raises ReLU's accuracy at S/32: +2.0 points [+2.0, +2.0] (\(level) %).")
    #expect(figure.caption.contains("+2.0 points (S/32, 3 seeds)"))
  }

  @Test func theTimingFigureHoldsMeasurementPredictionAndPublishedValue() throws {
    let figure = try #require(FigureName.timing.figure(try HandMadeInput.input()))
    guard case .intervals(let chart) = figure.chart else {
      Issue.record("the timing figure is no interval chart")
      return
    }
    #expect(chart.rows.map(\.source) == [.measured, .computed, .computed, .published])
    let values = chart.rows.compactMap(\.value)
    #expect(abs(values[0] - 7.77) < 1e-9)
    // 384 / (12 * 384 + 2 * 49) = 8.16 %, and the paper's 9.3 % for S/8.
    #expect(abs(values[1] - 8.1598) < 1e-3 && values[3] == 9.3)
    // Beside it the count for S/8 itself: 384 / (12 * 384 + 2 * 784) = 6.2 %.
    #expect(abs(values[2] - 6.2) < 0.05)
    // The noise floor is the control's interval, and lies behind what was measured here.
    let floor = try #require(chart.rows[0].region)
    #expect(abs(floor.lowerBound + 1) < 1e-9 && abs(floor.upperBound - 1) < 1e-9)
    #expect(chart.rows[3].region == nil)
    #expect(figure.caption.contains("the 99 % t interval"))
  }

  @Test func theGateFigureShowsWhatTheGateCosts() throws {
    let figure = try #require(FigureName.gating.figure(try HandMadeInput.input()))
    guard case .stacked(let charts) = figure.chart, case .intervals(let cost) = charts.last else {
      Issue.record("there is no chart of the cost")
      return
    }
    #expect(cost.rows.map(\.source) == [.measured, .computed, .computed, .published])
    let untimed = try #require(FigureName.gating.figure(try HandMadeInput.input(timings: [])))
    #expect(try lines(untimed).rows.count == 2)
  }

  @Test func anInvalidTimingShowsOnlyItsControl() throws {
    let input = try HandMadeInput.input(timings: [HandMadeInput.timing(biased: true)])
    let figure = try #require(FigureName.timing.figure(input))
    guard case .intervals(let chart) = figure.chart else { return }
    #expect(chart.rows.map(\.source) == [.measured, .computed, .computed, .published])
    #expect(chart.rows[0].value == nil && chart.rows[0].note == "invalid: A and its copy differ")
  }

  @Test func nothingToDrawIsNil() throws {
    let input = try HandMadeInput.input(timings: [], lacks: { _ in true })
    for name in FigureName.allCases { #expect(name.figure(input) == nil) }
  }
}
