import Claims
import Experiments
import Figures
import Reports

/// Step times of models as a table for people.
struct ModelTable {
  private let times: ModelStepTimes

  init(_ times: ModelStepTimes) { self.times = times }

  var text: String {
    let table = Table(
      [.text("model"), .text("attention")]
        + ["batch", "ms a step", "from", "to", "steps"].map(Table.Column.number),
      rows: times.entries.map { entry in
        [
          .text("\(entry.model)"), .text(entry.attention), .whole(entry.batch),
          .number(1000 * entry.secondsPerStep, places: 2), .number(1000 * entry.low, places: 2),
          .number(1000 * entry.high, places: 2), .whole(entry.steps),
        ]
      })
    return """
      \(TerminalPrinter.text(of: table))
      Medians with distribution-free 95 % intervals; models as trained, interleaved, on \
      \(counted(times.threads, "thread")), \(counted(times.dropped, "round")) dropped.
      """
  }
}
