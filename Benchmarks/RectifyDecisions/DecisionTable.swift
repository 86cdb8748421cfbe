import Claims
import Experiments
import Figures

/// The probabilities as the presets' headers carry them.
struct DecisionTable {
  let probabilities: DecisionProbabilities

  init(_ probabilities: DecisionProbabilities) { self.probabilities = probabilities }

  var text: String {
    let head = [
      "claim", "rung", "cells", "of them decided", "claim decided", "consistent", "contradicted",
      "TFLOP", "per TFLOP",
    ]
    let rows = probabilities.rows.map { row in
      [
        row.claim, row.rung.rawValue, "\(row.cells) of \(row.cellsClaimed)",
        fixed(row.cellsDecided, 1),
        fixed(row.decided, 2), fixed(row.consistent, 2), fixed(row.contradicted, 2),
        fixed(row.flops / 1e12, 1), row.decidedPerTeraFLOP.map { fixed($0, 4) } ?? "-",
      ]
    }
    let widths = head.indices.map { column in
      ([head] + rows).map { $0[column].count }.max() ?? 0
    }
    let lines = ([head] + rows).map { cells in
      zip(cells, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column < 2 ? cell.0 + space : space + cell.0
      }.joined(separator: "  ")
    }
    return
      (lines + [
        "",
        "\(probabilities.simulations) simulated stores; the standard error of a probability is at most "
          + "\(fixed(0.5 / Double(probabilities.simulations).squareRoot(), 3)).",
      ]).joined(separator: "\n")
  }

  private func fixed(_ value: Double, _ places: Int) -> String {
    NumberText.fixed(value, places: places)
  }
}
