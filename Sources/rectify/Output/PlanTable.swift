import Claims
import Experiments

/// A plan in words and columns.
struct PlanTable {
  private let plan: Plan
  private let families: [Family]
  private let scope: [String]
  private let storePath: String

  /// - Parameters:
  ///   - families: whose rows are shown; nothing for all.
  ///   - scope: what the plan is restricted to, in words; nothing where it is the whole preset.
  init(_ plan: Plan, families: [Family] = [], scope: [String] = [], storePath: String) {
    self.plan = plan
    self.families = families
    self.scope = scope
    self.storePath = storePath
  }

  /// A row for each family, model and recipe, and what all come to.
  var text: String {
    let rows = plan.rows.filter { families.isEmpty || families.contains($0.family) }
    let table = ColumnTable(
      header: [
        "family", "model", "L", "recipe", "cells", "runs", "seeds", "images", "test", unit.name,
        "time", "done", "missing",
      ],
      rows: rows.map { row in
        [
          row.family.rawValue, "\(row.model)", "\(row.tokens)", "\(row.recipe)", "\(row.cells)",
          "\(row.entries.count)", Self.words(row.seeds), Self.words(row.images),
          Self.words(row.evaluationImages), unit.words(row.flops),
          Wording.duration(row.seconds), "\(row.finished)", "\(row.missing)",
        ]
      }, numeric: [2, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    var lines = [table.text, ""]
    let shared = plan.entries.count { $0.run.families.count > 1 }
    if shared > 0 && rows.count > 1 {
      lines.append(
        "\(counted(shared, "run")) of several families \(shared == 1 ? "is" : "are") trained once "
          + "and counted in each; the total counts them once.")
    }
    lines += otherWork
    lines.append(speeds)
    lines.append(total)
    return lines.joined(separator: "\n")
  }

  /// A row for each run.
  var runs: String {
    let rows = plan.entries.map { entry in
      let specification = entry.run.specification
      let model = specification.model
      return [
        specification.id, entry.run.families.map(\.rawValue).joined(separator: ","),
        "\(entry.run.model)", "\(entry.run.recipe)", model.attention.name,
        model.attention.alpha.map(Wording.alpha) ?? "-", model.gate.rawValue,
        model.qkNorm ? "yes" : "no", "\(specification.seed)", "\(specification.recipe.images)",
        specification.transfer.isEmpty
          ? "-" : specification.transferNames.joined(separator: ","),
        Wording.decimal(specification.flops / 1e12, places: 3), Wording.duration(entry.seconds),
        entry.state.rawValue + (entry.run.confirmatory ? "" : ", secondary"),
      ]
    }
    return ColumnTable(
      header: [
        "run", "families", "model", "recipe", "attention", "alpha", "gate", "qk-norm", "seed",
        "images", "transfer", "TFLOP", "time", "state",
      ],
      rows: rows, numeric: [5, 8, 9, 11, 12]
    ).text
  }

  /// What a report measures besides the runs.
  private var otherWork: [String] {
    let preset = plan.preset
    guard scope.isEmpty else { return [] }
    var lines = preset.timings.map {
      "timing: \($0.name) at the paper's shape of \($0.model), about "
        + Wording.duration($0.seconds)
    }
    if let seconds = preset.stepTimeSeconds {
      lines.append(
        "timing: a step of each of the \(counted(preset.runsToTime.count, "model")) of scaling, "
          + Wording.duration(seconds))
    }
    if !preset.parallelModels.isEmpty {
      lines.append(
        "counts: what processes send each other that share a layer of "
          + preset.parallelModels.map(\.description).joined(separator: ", "))
    }
    if let seeds = preset.initialisation {
      lines.append("untrained models: mean attention weights over \(counted(seeds, "seed"))")
    }
    return lines
  }

  private var speeds: String {
    let rates = plan.calibration.rates.sorted { $0.key < $1.key }.map {
      "\($0.key) \(Wording.decimal($0.value / 1e9, places: 0))"
    }
    return "GFLOP/s on \(counted(plan.calibration.threads, "thread")), just measured: "
      + rates.joined(separator: ", ") + "."
  }

  private var total: String {
    let preset = plan.preset
    let missing = plan.missing
    let timing = scope.isEmpty ? preset.timingSeconds : 0
    let name = ([preset.name] + scope).joined(separator: " ")
    return "\(name): \(counted(plan.entries.count, "run")), "
      + "\(unit.words(plan.entries.map(\.run).flops)) \(unit.name); "
      + "\(plan.finished) finished in \(storePath), "
      + "\(missing.count) to train, "
      + "about \(Wording.duration(missing.reduce(0) { $0 + $1.seconds }))"
      + (timing > 0 ? " and \(Wording.duration(timing)) of timing." : ".")
  }

  /// One run's state, and the fields that made it so, old to new.
  static func words(_ explanation: RunExplanation, of run: PlannedRun, store: String) -> String {
    let name =
      "\(run.model) \(run.recipe) \(Arm(run.specification.model).label), "
      + "seed \(run.specification.seed)"
    let head = "\(explanation.id), \(name): \(explanation.state.rawValue) in \(store)."
    guard !explanation.changes.isEmpty else {
      return explanation.state.isFinished
        ? head : head + " No finished run is there to compare it with."
    }
    let lines = explanation.changes.map {
      "  \($0.field): \($0.old ?? "-") -> \($0.new ?? "-")"
    }
    let comparison =
      explanation.state == .stale
      ? "It is finished by another revision of the numerics:"
      : "The finished run nearest to it, \(explanation.nearest ?? "-"), differs in "
        + "\(counted(explanation.changes.count, "field")):"
    return ([head, comparison] + lines).joined(separator: "\n")
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
  }

  private var unit: ComputeUnit { ComputeUnit(for: plan.entries.map(\.run).flops) }
}

/// Floating-point operations in the unit that suits a total.
private struct ComputeUnit {
  let name: String
  private let flops: Double

  init(for total: Double) {
    let units = [("TFLOP", 1e12), ("PFLOP", 1e15), ("EFLOP", 1e18), ("ZFLOP", 1e21)]
    (name, flops) = units.last { total >= 10 * $0.1 } ?? units[0]
  }

  func words(_ value: Double) -> String {
    let number = value / flops
    return Wording.decimal(number, places: number < 100 ? 2 : number < 1000 ? 1 : 0)
  }
}

extension ProgressPrinter {
  /// Prices runs, and says what is measured meanwhile.
  func calibration(of runs: [PlannedRun], threads: Int) -> Calibration {
    let calibration = Calibration.measure(runs, threads: threads) { model, done, count in
      progress("Measuring how fast this machine trains \(model) (\(done + 1) of \(count))")
    }
    clear()
    return calibration
  }
}
