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
  private let input: ReportInput

  init(_ input: ReportInput) {
    self.input = input
    let assessments = input.assessments
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
  private func words(_ cell: Assessment.Cell, of claim: Claim) -> String {
    let words = cell.outcome.rawValue
    if cell.outcome == .notTested {
      return input.declares(cell, of: claim)
        ? Self.awaited : cell.estimate == nil ? words : "\(words) (points)"
    }
    return cell.note.map { "\(words) (\($0))" } ?? words
  }

  /// Of what was declared and is not there.
  private static let awaited = "not run yet"

  /// Such as "33 of 109 cells are decided, 38 were declared."
  var counts: String {
    let cells = rows.flatMap { row in row.cells.compactMap(\.self).map { (row.claim, $0) } }
    let declared = cells.filter { input.declares($1, of: $0) }
    let decided = declared.count { $1.outcome.isDecisive }
    return "\(decided) of \(counted(cells.count, "cell")) \(decided == 1 ? "is" : "are") decided, "
      + "\(declared.count) were declared."
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
                words(cell, of: row.claim),
                to: cell.estimate == nil
                  ? nil : data.link(.cell(of: row.claim.id, cell.model, cell.h)))
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
              let isDeclared = input.declares(cell, of: row.claim)
              var source = cell.outcome.source
              if isDeclared && cell.outcome == .notTested {
                source.name = "declared: \(Self.awaited)"
              }
              return MatrixChart.Cell(
                source: source, note: cell.note, isConfirmatory: isDeclared, facets: facets)
            }
          })
      }, exploratoryMeaning: "not declared: not tested")
  }
}

extension ReportInput {
  /// Whether the preset declares, before anything is run, that a cell decides its claim.
  func declares(_ cell: Assessment.Cell, of claim: Claim) -> Bool {
    if cell.confirmatory || claim.isAboutAccuracy { return cell.confirmatory }
    guard claim.confirmatoryModels?.contains(cell.model) ?? true else { return false }
    return switch claim.quantity {
    case .accuracy, .transferAccuracy: false
    case .stepTime, .operatorTime:
      preset.timings.contains { $0.name == claim.timing && $0.model == cell.model }
    case .meanWeight: preset.initialisation != nil
    case .collectives: preset.parallelModels.contains(cell.model)
    }
  }
}

extension Assessment.Cell {
  /// The rung that decided it; nil where none did.
  fileprivate var note: String? { outcome.isDecisive ? rung?.rawValue : nil }
}
