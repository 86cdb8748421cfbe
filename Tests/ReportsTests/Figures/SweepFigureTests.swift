import Claims
import Experiments
import Figures
import Reports
import Testing

@Suite struct SweepFigureTests {
  /// A preset of its own sweep, with accuracies that a test chooses.
  private func input(
    _ fields: String, lacks: (PlannedRun) -> Bool = { _ in false },
    accuracy: (RunSpecification) -> Double
  ) throws -> ReportInput {
    let preset = try Preset(
      file: "mine.yaml",
      text: """
        name: mine
        title: Does *ReLU* want another?
        sweeps:
          - model: S/32
            images: 640
            \(fields)
            cells:
              - {attention: softmax, seeds: 0-2}
              - {attention: relu, alpha: 1, seeds: 0-2}
        """, data: HandMadeInput.data)
    return ReportInput(
      preset: preset,
      finished: preset.runs.filter { !lacks($0) }.map {
        HandMadeInput.finished(
          $0, accuracy: accuracy($0.specification) + 0.001 * Double($0.specification.seed))
      }, missing: preset.runs.filter(lacks).map { ($0, .absent) }, timings: [],
      linearClassifier: nil, claims: try ClaimsFile.shipped())
  }

  private func chart(_ figure: Figure) throws -> LineChart {
    guard case .lines(let chart) = figure.chart else { throw ChartIsOther() }
    return chart
  }
  private struct ChartIsOther: Error {}

  private func rate(_ specification: RunSpecification) -> Double {
    specification.recipe.learningRate.value
  }

  @Test func armsStandOverTheRateWithTheirIntervals() throws {
    let input = try input("learningRate: [0.001, 0.003, 0.03]") { run in
      rate(run) == 0.003 ? 0.8 : 0.7 - (run.model.attention == .softmax ? 0 : 0.02)
    }
    let figure = try #require(FigureName.sweep.figure(input))
    #expect(
      figure.finding
        == "Every arm is highest at the same peak learning rate, 0.003: softmax (80.1 %), "
        + "relu at alpha 1 (80.1 %).")
    let chart = try chart(figure)
    #expect(chart.x.scale == .logarithmic && chart.x.ticks == [0.001, 0.003, 0.03])
    let series = try #require(chart.rows.first?.panels.first).series
    #expect(series.map(\.name) == ["softmax", "relu at alpha 1"])
    for each in series {
      #expect(each.points.map(\.x) == [0.001, 0.003, 0.03])
      #expect(each.points.allSatisfy { !$0.isConfirmatory && $0.interval?.kind.level == 0.95 })
    }
    #expect(figure.caption.contains("decide no claim"))
    // By name it is the same, and its file says what it is over.
    let named = try #require(
      FigureName.sweep.figure(input, showing: FigureSelection(x: .learningRate)))
    #expect(named.name == "sweep-learningRate" && named.provenance["x"] == "learningRate")
    #expect(FigureSelection(provenance: named.provenance) == FigureSelection(x: .learningRate))
    #expect(FigureSelection(provenance: ["x": "colour"]) == nil)
    #expect(named.chart == figure.chart)
    for other in SweepAxis.allCases where other != .learningRate {
      #expect(FigureName.sweep.figure(input, showing: FigureSelection(x: other)) == nil)
    }
    let report = HandMadeInput.report(input).markdown
    #expect(report.contains("**Question of the preset: Does \\*ReLU\\* want another?**"))
    #expect(report.contains("These 18 runs of sweeps are exploratory: they decide no claim"))
    #expect(report.contains("## What was varied"))
    // Each mean leads to the row of its setting.
    #expect(
      report.contains(
        "softmax ([80.1 %](results/sweeps.csv#L4)), relu at alpha 1 ([80.1 %](results/sweeps.csv#L5))."
      ))
    #expect(report.contains("| [80.1](results/sweeps.csv#L4) | [80.0, 80.1, 80.2](results/"))
    let table = try #require(ResultData(input).files.first { $0.path == "results/sweeps.csv" }).text
    let rows = table.components(separatedBy: "\r\n")
    #expect(rows.count == 8 && rows[3].hasSuffix(",3,3,0.801,0.8 0.801 0.802"), "\(table)")
    // Nothing of it is a cell that could decide.
    #expect(input.evidence.cells.isEmpty && input.assessments.claims.allSatisfy(\.cells.isEmpty))
  }

  /// What is not told apart is not said to differ.
  @Test(arguments: [
    (0.05, "Arms are highest at another"), (0.0005, "Arms are not shown to differ"),
  ])
  func aDifferentBestIsSaidWhereItIsShown(lead: Double, words: String) throws {
    let input = try input("learningRate: [0.001, 0.003]") { run in
      let isOwn = (rate(run) == 0.001) == (run.model.attention == .softmax)
      // Seeds that do not agree on a small lead.
      return 0.7 + (isOwn ? lead : 0) + (isOwn && run.seed == 1 ? -0.003 : 0)
    }
    let finding = try #require(FigureName.sweep.figure(input)).finding
    #expect(finding.hasPrefix("\(words)") && finding.contains("peak learning rate"), "\(finding)")
  }

  /// A panel for each value of the rest; a wider model has more heads and stays one curve.
  @Test func whatElseVariesIsPanels() throws {
    let input = try input("width: [32, 64]\n    batch: [32, 64]") { run in
      0.7 + 0.0001 * Double(run.model.width)
    }
    for (axis, names) in [
      (SweepAxis.width, ["S/32, batch 32", "S/32, batch 64"]),
      (.batch, ["S/32, width 32, heads 2", "S/32, width 64, heads 4"]),
    ] {
      let figure = try #require(
        FigureName.sweep.figure(input, showing: FigureSelection(x: axis)))
      let chart = try chart(figure)
      #expect(chart.x.scale == .linear)
      #expect(chart.rows.flatMap(\.panels).compactMap(\.title) == names)
    }
    // Where one value is in, there is nothing to show, and it is waited for.
    let partial = try self.input(
      "width: [32, 64]", lacks: { $0.specification.model.width == 64 }, accuracy: { _ in 0.7 })
    #expect(FigureName.sweep.figure(partial) == nil && FigureName.sweep.isAwaiting(partial))
  }
}
