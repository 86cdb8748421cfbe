import Claims
import Experiments
import Figures
import Reports

/// The probabilities as the presets' headers carry them.
struct DecisionTable {
  let probabilities: DecisionProbabilities

  var text: String {
    let table = Table(
      [
        .text("claim"), .text("rung"), .number("cells"), .number("of them decided"),
        .number("claim decided"), .number("consistent"), .number("contradicted"),
        .number("TFLOP"), .number("per TFLOP"),
      ],
      rows: probabilities.rows.map { row in
        [
          .text(row.claim), .text(row.rung.rawValue), .text("\(row.cells) of \(row.cellsClaimed)"),
          .number(row.cellsDecided, places: 1), .number(row.decided, places: 2),
          .number(row.consistent, places: 2), .number(row.contradicted, places: 2),
          .number(row.flops / 1e12, places: 1),
          row.decidedPerTeraFLOP.map { .number($0, places: 4) } ?? .text("-"),
        ]
      })
    let error = 0.5 / Double(probabilities.simulations).squareRoot()
    return """
      \(TerminalPrinter.text(of: table))

      \(probabilities.simulations) simulated stores; the standard error of a probability is at most \
      \(NumberText.fixed(error, places: 3)).
      """
  }
}
