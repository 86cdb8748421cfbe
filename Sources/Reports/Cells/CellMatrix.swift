import Claims
import Figures
import Kernels
import Paper

/// The claims by their cells: what the looks at each model and h have come to.
struct CellMatrix {
  struct Row {
    let claim: Claim
    /// The function, or nil where the claim is not about one.
    let h: String?
    /// One for each model of the matrix; nil where the claim does not speak of it.
    let cells: [Assessment.Cell?]

    /// Beside the claim's id.
    var label: String {
      h.map { Pointwise(rawValue: $0)?.label ?? $0 }
        ?? (claim.kind == .noClearBest ? "all non-linear h" : "")
    }
  }

  /// In the paper's order.
  let models: [PaperModel]
  let rows: [Row]

  init(_ assessments: Assessments) {
    let cells = assessments.claims.flatMap(\.claimedCells)
    let models = PaperModel.allCases.filter { model in cells.contains { $0.model == model } }
    self.models = models
    rows = assessments.claims.flatMap { assessment in
      distinct(assessment.claimedCells.map(\.h)).map { h in
        Row(
          claim: assessment.claim, h: h,
          cells: models.map { model in
            assessment.claimedCells.first { $0.model == model && $0.h == h }
          })
      }
    }
  }

  /// Such as "consistent at our scale (quick)"; "not tested (points)" where runs were not declared.
  private static func words(_ cell: Assessment.Cell) -> String {
    let words = cell.outcome.rawValue
    if cell.outcome == .notTested { return cell.estimate == nil ? words : "\(words) (points)" }
    return cell.note.map { "\(words) (\($0))" } ?? words
  }

  /// Such as "33 of 109 cells are decided, 38 were declared."
  var counts: String {
    let cells = rows.flatMap(\.cells).compactMap(\.self)
    let decided = cells.count { $0.confirmatory && $0.outcome.isDecisive }
    let declared = cells.count { $0.confirmatory }
    return "\(decided) of \(counted(cells.count, "cell")) \(decided == 1 ? "is" : "are") decided, "
      + "\(declared) were declared."
  }

  /// Each verdict leads to its row of the results.
  func table(_ data: ResultData) -> Table {
    Table(
      [.text("id"), .text("h")] + models.map { .verdict("\($0)") },
      rows: rows.map { row in
        [.named(row.claim.id), .text(row.h ?? "-")]
          + row.cells.map { cell in
            cell.map { cell in
              .linked(
                Self.words(cell),
                to: cell.estimate == nil
                  ? nil : data.link(claim: row.claim.id, model: cell.model, function: cell.h))
            } ?? .absent
          }
      })
  }

  var chart: MatrixChart {
    MatrixChart(
      columns: models.map(\.description),
      rows: rows.map { row in
        MatrixChart.Row(
          code: row.claim.id, label: row.label,
          cells: row.cells.map { cell in
            cell.map { cell in
              var facets = [
                "claim": row.claim.id, "model": "\(cell.model)", "verdict": cell.outcome.rawValue,
              ]
              facets["function"] = cell.h
              facets["rung"] = cell.note
              return MatrixChart.Cell(
                source: cell.outcome.source, note: cell.note, isConfirmatory: cell.confirmatory,
                facets: facets)
            }
          })
      }, exploratoryMeaning: "not declared: not tested")
  }
}

extension Assessment.Cell {
  /// The rung that decided it; nil where none did.
  fileprivate var note: String? { outcome.isDecisive ? rung?.rawValue : nil }
}
