import Claims
import Experiments
import Foundation

/// A plan in words and columns.
struct PlanTable {
  private let plan: Plan
  private let storePath: String

  init(_ plan: Plan, storePath: String) {
    self.plan = plan
    self.storePath = storePath
  }

  var text: String {
    var lines: [String] = []
    let rows = plan.entries.map { entry in
      let specification = entry.run.specification
      let attention = specification.model.attention
      return [
        specification.id, entry.run.model, attention.name,
        attention.alpha.map(Wording.alpha) ?? "-", "\(specification.seed)",
        "\(specification.recipe.images)", Wording.decimal(specification.flops / 1e12, places: 3),
        Wording.duration(entry.seconds),
        entry.state.rawValue + (entry.run.primary ? "" : ", secondary"),
      ]
    }
    let table = ColumnTable(
      header: ["run", "model", "attention", "alpha", "seed", "images", "TFLOP", "time", "state"],
      rows: rows, numeric: [3, 4, 5, 6, 7])
    lines.append(table.text)
    for timing in plan.preset.timings {
      lines.append(
        "timing: \(timing.name) at the paper's shape of \(timing.model), "
          + "\(Wording.duration(timing.seconds))")
    }
    lines.append("")
    for (model, rate) in plan.calibration.rates.sorted(by: { $0.key < $1.key }) {
      lines.append(
        "\(model): \(Wording.decimal(rate / 1e9, places: 0)) GFLOP/s on "
          + counted(plan.calibration.threads, "thread"))
    }
    let missing = plan.missing
    let timingSeconds = plan.preset.timings.reduce(0) { $0 + $1.seconds }
    lines.append(
      "\(plan.preset.name): \(counted(plan.entries.count, "run")), "
        + "\(Wording.decimal(plan.preset.flops / 1e12, places: 1)) TFLOP; "
        + "\(plan.entries.count - missing.count) finished in \(storePath), "
        + "\(missing.count) to train, "
        + "about \(Wording.duration(missing.reduce(0) { $0 + $1.seconds }))"
        + (timingSeconds > 0 ? " and \(Wording.duration(timingSeconds)) of timing." : "."))
    return lines.joined(separator: "\n")
  }
}
