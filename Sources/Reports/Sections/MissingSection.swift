import Claims
import Experiments
import Figures

/// What the preset asks for and the store lacks, where training was stopped or given a budget.
struct MissingSection: Section {
  let input: ReportInput

  static let heading = "What is missing"
  let title = Self.heading

  /// Nil where all is there that the preset asks for.
  init?(_ input: ReportInput) {
    self.input = input
    if runs.isEmpty && measurements.isEmpty { return nil }
  }

  /// For the head of the report.
  var sentence: String {
    let commands = ReportCommands(input)
    let variables =
      commands.variables.isEmpty
      ? ""
      : ", with the variables of [\(RerunSection.heading)](#\(HeadingAnchor.of(RerunSection.heading)))"
    return "**A report of a part:** \(list(parts)) [\(total == 1 ? "is" : "are") missing]"
      + "(#\(HeadingAnchor.of(Self.heading))). Only cells with all their seeds decide claims; the others show points. `\(commands.command("report"))` goes on\(variables)."
  }

  var body: [Block] {
    var blocks: [Block] = []
    if !runs.isEmpty {
      let count =
        "\(counted(runs.count, "run")), \(NumberText.grouped(runs.flops / 1e12, places: 1)) TFLOP"
      blocks +=
        rows.count > 12
        ? [.folded(summary: "\(count), by arm", [.table(table)])]
        : [.paragraph("\(count):"), .table(table)]
    }
    if !measurements.isEmpty {
      blocks.append(.paragraph("Besides: \(list(measurements))."))
    }
    return blocks
  }

  // MARK: - Facts

  /// Damaged ones are no missing ones: they are named with what failed.
  private var runs: [PlannedRun] {
    input.missing.filter { $0.state != .damaged }.map(\.run)
  }

  private var parts: [String] {
    let missing = self.runs
    let planned = input.preset.runs
    func teraFLOP(_ runs: [PlannedRun]) -> String {
      NumberText.grouped(runs.flops / 1e12, places: 1)
    }
    let runs =
      missing.isEmpty
      ? []
      : missing.count == planned.count
        ? ["all of \(counted(planned.count, "run")) (\(teraFLOP(planned)) TFLOP)"]
        : [
          "\(NumberText.grouped(missing.count)) of \(counted(planned.count, "run")) "
            + "(\(teraFLOP(missing)) of \(teraFLOP(planned)) TFLOP)"
        ]
    return runs + (measurements.isEmpty ? [] : [counted(measurements.count, "other measurement")])
  }

  private var total: Int { runs.count + measurements.count }

  private var measurements: [String] {
    func isDamaged(_ key: RunStore.MeasurementKey) -> Bool {
      // A timing's may be that of a later attempt.
      input.damagedMeasurements.contains { "\($0.key)".hasPrefix("\(key)") }
    }
    return input.preset.plannedMeasurements.filter { !isThere($0.what) && !isDamaged($0.key) }
      .map(\.what.words)
  }

  private func isThere(_ what: PlannedMeasurement) -> Bool {
    let evidence = input.evidence
    return switch what {
    case .linearClassifier: evidence.linearClassifier != nil
    case .initialisation: evidence.initialisation != nil
    case .timing(let timing):
      evidence.timings.contains { $0.id.name == timing.name && $0.model == timing.model }
    case .counts(let model): evidence.parallel.contains { $0.model == model }
    case .stepTimes: input.stepTimes != nil
    }
  }

  private var rows: [[Table.Cell]] {
    let planned = RunTally(input.preset.runs).panels
    return RunTally(runs).panels.flatMap { panel in
      panel.arms.map { arm in
        let all = planned.first { $0.name == panel.name }?.arms.first { $0.label == arm.label }
        return [
          .text(panel.name), .text(arm.label), .text("\(arm.runs) of \(all?.runs ?? arm.runs)"),
          .number(arm.flops / 1e12, places: 2),
        ]
      }
    }
  }

  private var table: Table {
    Table(
      [.text("model"), .text("arm"), .number("runs missing"), .number("TFLOP")], rows: rows)
  }
}
