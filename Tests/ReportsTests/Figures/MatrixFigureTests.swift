import Claims
import Experiments
import Figures
import Reports
import Testing

@Suite struct MatrixFigureTests: FamilyFigureSuite {
  /// The lowest rung of the ladder, with few cells.
  private func quick() throws -> ReportInput {
    let preset = try Preset(
      file: "ladder.yaml",
      text: """
        name: ladder
        sweeps:
          - families: [alpha]
            model: S/32
            recipe: i21k
            images: 320
            evaluationImages: 5000
            cells:
              - {attention: [softmax, uniform], seeds: [0, 1, 2], confirmatory: true}
              - {attention: relu, alpha: [0, 1], seeds: [0, 1, 2], confirmatory: true}
              - {attention: gelu, alpha: [0, 1], seeds: 0, confirmatory: false}
        """, data: HandMadeInput.data, rung: .quick)
    return ReportInput(
      preset: preset,
      finished: preset.runs.map {
        HandMadeInput.finished($0, accuracy: HandMadeInput.accuracy($0))
      }, missing: [], timings: [], linearClassifier: nil, claims: try ClaimsFile.shipped())
  }

  private func chart(_ input: ReportInput) throws -> MatrixChart {
    let figure = try #require(FigureName.matrix.figure(input))
    let chart: MatrixChart? = if case .matrix(let chart) = figure.chart { chart } else { nil }
    return try #require(chart)
  }

  /// Every cell of every claim has its place, with the rung that decided it; what was run and not
  /// declared is open and not tested.
  @Test func aCellSaysWhoDecidedIt() throws {
    let input = try quick()
    let chart = try chart(input)
    #expect(chart.columns == ["S/32", "S/16", "S/8", "S/4", "B/32", "B/16", "L/16"])
    #expect(chart.rows.filter { $0.code == "D1" }.count == 7)
    let relu = try #require(chart.rows.first { $0.code == "D1" && $0.label == "ReLU" })
    #expect(relu.cells[0]?.source.name == "consistent at our scale")
    #expect(relu.cells[0]?.note == "quick" && relu.cells[0]?.isConfirmatory == true)
    let gelu = try #require(chart.rows.first { $0.code == "D1" && $0.label == "GELU" })
    #expect(gelu.cells[0]?.source.name == "not tested" && gelu.cells[0]?.isConfirmatory == false)
    // D1 speaks of no B.
    #expect(relu.cells[4] == nil)
    let records = try #require(FigureName.matrix.figure(input)).csv
    #expect(records.contains("cell") && records.contains("quick"))
  }

  @Test func theReportHoldsItAsATableToo() throws {
    let report = HandMadeInput.report(try quick()).text
    #expect(report.contains("## Which cells decide"))
    #expect(report.contains("consistent at our scale (quick)"))
    #expect(report.contains("is not corrected across claims"))
    #expect(report.contains("quick 98 %, standard 98 % and full 99 %"))
  }
}
