import Claims
import Experiments
import Figures
import Paper
import Reports
import Testing
import Timing

/// Timings and counts that a test makes up, in the report's words.
@Suite struct TimingSectionTests {
  static func timing(
    _ id: TimingID, _ model: PaperModel, ratio: Double, predicted: Double = 1,
    details: TimingDetails? = nil
  ) -> TimingComparison {
    TimingComparison(
      id: id, model: model, setting: "a shape",
      measured: RatioInterval(ratio: ratio, low: ratio - 0.01, high: ratio + 0.01, level: 0.95),
      control: RatioInterval(ratio: 1.001, low: 0.99, high: 1.01, level: 0.99), unit: "process",
      units: 8, dropped: 1, predicted: predicted, halfWidth: 0.03,
      secondsA: 0.3, secondsB: 0.3 * ratio, threads: 2, processor: "a processor",
      details: details)
  }

  static let gate = TimingDetails(
    blocks: 24, predictedWithTraffic: 1.0812,
    parts: [
      .init(name: "multiplications", seconds: 0.018), .init(name: "elementwise", seconds: 0.0006),
      .init(name: "update", seconds: 0.0014),
    ], peak: 2.4e11, bandwidth: 3e10, fractionOfPeakA: 0.75, fractionOfPeakB: 0.74,
    processorTime: RatioInterval(ratio: 1.075, low: 1.073, high: 1.077, level: 0.95))

  static let softmax = TimingDetails(
    blocks: 24,
    parts: [
      .init(name: "strip", seconds: 0.001), .init(name: "exponential", seconds: 0.003),
      .init(name: "rowStatistics", seconds: 0.0012),
    ], peak: 2.4e11, fractionOfPeakA: 0.6, fractionOfPeakB: 0.5,
    peer: .init(
      library: "PyTorch", ratio: RatioInterval(ratio: 1.31, low: 1.28, high: 1.34, level: 0.95)))

  private func report(_ timings: [TimingComparison]) throws -> String {
    HandMadeInput.report(try HandMadeInput.input(timings: timings)).text
  }

  @Test func predictionMeasurementAndPublishedValueStandSideBySide() throws {
    let text = try report([
      Self.timing(.gating, .s16, ratio: 1.0727, predicted: 1.0768, details: Self.gate)
    ])
    #expect(
      text.contains(
        "| gating | S/16 | +7.3 % [+6.3, +8.3] at 95.0 % | +7.7 % | +8.1 % | +9.3 % (S/8) | "
          + "+0.1 % [-1.0, +1.0] | +7.5 % [+7.3, +7.7] | 8 processes, 24 blocks, 1 dropped |"))
    #expect(text.contains("a TPU hour and a second of this processor are not the same unit"))
    // 18 ms, 0.6 ms and 1.4 ms of 20 ms; the step took 21.81 ms longer.
    #expect(text.contains("| S/16 | 90 % | 3 % | 7 % | 20.00 | 21.81 |"), "\(text)")
    #expect(text.contains("| gating | S/16 | 300 | 322 | 75 | 74 |"))
  }

  /// An interval that is wider than was asked keeps its number, and says so.
  @Test func anImpreciseTimingKeepsItsNumber() throws {
    var timing = Self.timing(.gating, .s8, ratio: 1.07, details: Self.gate)
    timing.halfWidth = 0.005
    let text = try report([timing])
    #expect(text.contains("| +7.0 % [+6.0, +8.0] at 95.0 %, imprecise |"), "\(text)")
  }

  @Test(arguments: [
    (1.08, 1.05, "it falls"), (1.05, 1.08, "it rises"), (1.07, 1.071, "neither is clear"),
  ])
  func whetherTheGateIsCheaperAtGreaterLengthIsSaid(
    short: Double, long: Double, word: String
  ) throws {
    let text = try report([
      Self.timing(.gating, .s32, ratio: short, predicted: 1.0816),
      Self.timing(.gating, .s8, ratio: long, predicted: 1.0622),
    ])
    #expect(text.contains("from +8.2 % for S/32 to +6.2 % for S/8. As measured, \(word):"))
  }

  @Test func theOperatorHasItsTableAndFigure() throws {
    let timings = [TimingID.attention(.softmax), .attention(.pointwise(.gelu))].map {
      Self.timing($0, .s8, ratio: 1.2, details: Self.softmax)
    }
    let input = try HandMadeInput.input(timings: timings)
    #expect(FigureName.timing.figure(input) == nil)
    let figure = try #require(FigureName.operator.figure(input))
    guard case .intervals(let chart) = figure.chart else {
      Issue.record("the figure is no interval chart")
      return
    }
    #expect(chart.rows.map(\.source.name) == ["measured", "measured"])
    // Softmax and GELU as in every other figure.
    #expect(chart.rows.map(\.source.style.hue) == [.ink, .green])
    #expect(chart.rows.map(\.label) == ["softmax", "GELU"])
    // Softmax decides nothing of R1.
    #expect(chart.rows.map(\.isConfirmatory) == [false, true])
    #expect(figure.finding == "GELU takes +20.0 % more time than ReLU's operator (S/8).")
    let text = HandMadeInput.report(input).text
    #expect(text.contains("| S/8 | 60.00 | 1.00 | 3.00 | 1.20 | 1.31 [1.28, 1.34] |"))
    #expect(text.contains("| GELU | S/8 | +20.0 % [+19.0, +21.0] at 95.0 % |"))
  }
}
