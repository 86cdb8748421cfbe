import Claims
import Figures
import Timing

/// What was timed: whole steps, the attention operator alone, and what sharing a sequence takes.
extension Report {
  var timing: Section {
    let title = "Timing"
    let parts = comparisons + parallel
    return Section(title: title, parts: parts.isEmpty ? ["Nothing was timed."] : parts)
  }

  // MARK: - Comparisons

  private var comparisons: [String] {
    let timings = input.evidence.timings
    guard !timings.isEmpty else { return [] }
    let steps = timings.filter { !$0.id.isOperator }
    let rows = steps.map { timing -> [String] in
      let published =
        input.published(timing.id.name).map {
          "\(NumberText.signed($0.overhead * 100, places: 1)) % (\($0.model))"
        }
        ?? "-"
      return [
        "\(timing.id)", "\(timing.model)", measured(timing), added(timing.predicted),
        timing.details?.predictedWithTraffic.map(added) ?? "-", published, ratio(timing.control),
        taken(timing),
      ]
    }
    let table = MarkdownTable(
      header: [
        "what", "model", "measured, 95 %", "by multiplications", "and memory traffic", "published",
        "control, 99 %", "over",
      ], rows: rows)
    let unit = """
      A ratio of B over A, as the time that B adds. The paper's number is in core hours of a TPU, \
      for whole trainings of S/8: a TPU hour and a second of this processor are not the same unit, \
      and only ratios are held against each other.
      """
    return [method(timings)] + (rows.isEmpty ? [] : [table.text]) + [unit] + gateSentences
      + gateParts + (picture(.timing).map(show) ?? []) + operators + [settings(timings)]
  }

  private func measured(_ timing: TimingComparison) -> String {
    timing.defect.map { "invalid: \($0)" } ?? ratio(timing.measured)
  }

  private func taken(_ timing: TimingComparison) -> String {
    "\(counted(timing.units, timing.unit))\(blocks(timing)), \(timing.dropped) dropped"
  }

  private func method(_ timings: [TimingComparison]) -> String {
    let halfWidths = Set(timings.map { "\(NumberText.fixed($0.halfWidth * 100, places: 0)) %" })
      .sorted()
    let load = NumberText.fixed(MachineLoad.largestOutside, places: 2)
    let pressure = NumberText.fixed(100 * MachineLoad.largestPressure, places: 0)
    return """
      A, its copy A' (the control) and B, interleaved in mirrored blocks in random order, in eight \
      or more short fresh processes. A process gives the median of its blocks' log ratios, and the \
      interval is Student's over processes; it counts only when the control's whole 99 % interval \
      lies within the half-width asked for (\(list(halfWidths))). Blocks during which other \
      programs kept more than \(load) processors busy, or some while tasks waited for a processor \
      for more than \(pressure) % of the time, are dropped.
      """
  }

  private func settings(_ timings: [TimingComparison]) -> String {
    let rows = timings.map { timing in
      [
        "\(timing.id)", "\(timing.model)", NumberText.milliseconds(timing.secondsA),
        NumberText.milliseconds(timing.secondsB),
        share(timing.details?.fractionOfPeakA), share(timing.details?.fractionOfPeakB),
      ]
    }
    let table = MarkdownTable(
      header: ["what", "model", "A, ms", "B, ms", "A, % of peak", "B, % of peak"],
      rows: rows, numeric: [2, 3, 4, 5])
    let shapes = distinct(
      timings.map { timing in
        "- \(timing.id.isOperator ? "operators" : "steps") at \(timing.model): \(timing.setting), "
          + counted(timing.threads, "thread")
      })
    return """
      <details><summary>Settings, medians and shares of the peak</summary>

      \(shapes.joined(separator: "\n"))

      The peak is of multiply-adds in registers on the same threads, timed between the blocks; \
      what is computed again in the backward pass earns nothing.

      \(table.text)

      </details>
      """
  }

  // MARK: - The gate

  /// Whether the cost falls with L as the count says, where more than one length was timed.
  private var gateSentences: [String] {
    let gates = input.evidence.timings.filter { $0.id == .gating && $0.valid }
    guard gates.count > 1, let first = gates.first, let last = gates.last else { return [] }
    let measured =
      first.measured.low > last.measured.high
      ? "falls" : first.measured.high < last.measured.low ? "rises" : "does not tell"
    return [
      "By the count of multiplications the gate's relative cost falls with L, from "
        + "\(added(first.predicted)) for \(first.model) to \(added(last.predicted)) for "
        + "\(last.model). Measured it \(measured): "
        + list(gates.map { "\($0.model) \(ratio($0.measured))" }) + "."
    ]
  }

  private var gateParts: [String] {
    let rows = input.evidence.timings.filter { $0.id == .gating && $0.valid }.compactMap {
      timing -> [String]? in
      guard let details = timing.details, !details.parts.isEmpty else { return nil }
      let sum = details.parts.reduce(0) { $0 + $1.seconds }
      return ["\(timing.model)"]
        + details.shares.map { "\(NumberText.percent($0.share, places: 0)) %" }
        + [
          NumberText.milliseconds(sum), NumberText.milliseconds(timing.secondsB - timing.secondsA),
        ]
    }
    guard !rows.isEmpty else { return [] }
    return [
      "What the gate computes, each kind alone in the same blocks as the steps, as a share of their "
        + "sum; beside it what the whole step took longer.",
      MarkdownTable(
        header: [
          "model", "multiplications", "element-wise", "parameter update", "sum, ms",
          "step with less step without, ms",
        ], rows: rows, numeric: [1, 2, 3, 4, 5]
      ).text,
    ]
  }

  // MARK: - The operator

  private var operators: [String] {
    let timed = input.evidence.timings.filter(\.id.isOperator)
    guard !timed.isEmpty else { return [] }
    let softmax = timed.filter { $0.id == .attention(.softmax) && $0.valid }
    let rows = softmax.compactMap { timing -> [String]? in
      guard let details = timing.details else { return nil }
      func part(_ name: String) -> String {
        details.parts.first { $0.name == name }.map { NumberText.milliseconds($0.seconds) } ?? "-"
      }
      return [
        "\(timing.model)", NumberText.milliseconds(timing.secondsB - timing.secondsA),
        part("strip"),
        part("exponential"), part("rowStatistics"),
        details.peer.map {
          "\(NumberText.fixed($0.ratio.ratio, places: 2)) [\(NumberText.fixed($0.ratio.low, places: 2)), \(NumberText.fixed($0.ratio.high, places: 2))]"
        } ?? "not installed",
      ]
    }
    var parts = [
      "The attention operator of one layer alone, over ReLU's in the same blocks.",
      MarkdownTable(
        header: ["operator", "model", "over ReLU's, 95 %", "control, 99 %", "over"],
        rows: timed.map { [$0.what, "\($0.model)", measured($0), ratio($0.control), taken($0)] }
      ).text,
    ]
    if !rows.isEmpty {
      parts += [
        """
        Where softmax's operator loses its time against ReLU's: passes over the logits of one \
        forward pass, each alone in the same blocks. The strip's pass reads, scales and writes every \
        logit and is memory alone; the exponential's does the same with exp in between; the row \
        statistics read for the largest and the sum. The last column is the time of another \
        library's fused softmax over ours, in the same run; below 1 our softmax is no opponent at \
        its best, and its comparison with ReLU decides nothing.
        """,
        MarkdownTable(
          header: [
            "model", "softmax less ReLU, ms", "memory, ms", "memory and exp, ms",
            "row statistics, ms", "PyTorch's softmax over ours",
          ], rows: rows, numeric: [1, 2, 3, 4]
        ).text,
      ]
    }
    return parts + (picture(.operator).map(show) ?? [])
  }

  // MARK: - Processes that share a sequence

  private var parallel: [String] { input.evidence.parallel.flatMap(parallel) }

  private func parallel(_ counts: SequenceParallelism) -> [String] {
    let rows = counts.entries.filter { $0.processes > 1 }.map { entry in
      [
        "\(entry.processes)", entry.method.rawValue, entry.direction.rawValue,
        "\(entry.counts.collectives)", "\(entry.counts.synchronisationPoints)",
        NumberText.grouped(entry.counts.bytes), NumberText.scientific(entry.difference),
        entry.seconds.map(NumberText.milliseconds) ?? "-",
        NumberText.milliseconds(entry.modelledSeconds),
      ]
    }
    let table = MarkdownTable(
      header: [
        "P", "method", "direction", "collectives", "synchronisations", "bytes a process",
        "difference", "measured, ms", "model, ms",
      ], rows: rows, numeric: [0, 3, 4, 5, 6, 7, 8])
    return [
      "### One attention layer of \(counts.model) over P processes",
      """
      L = \(counts.tokens), \(counts.heads) heads of width \(counts.headWidth), one image; every \
      process of the operating system holds all queries and L / P of the keys and values, and they \
      are joined by Unix-domain sockets whose transport counts. \(collectiveSentence(counts)) \
      The difference is from the unsharded operator, in relative norm; the order of float32 sums \
      allows \(NumberText.scientific(counts.tolerance)). Measured where there is a core for every process. The \
      model, for any P: one process's time over P, plus \
      \(NumberText.fixed(counts.latency * 1e6, places: 0)) microseconds a synchronisation and the bytes at \
      \(NumberText.fixed(counts.bandwidth / 1e9, places: 1)) GB/s, both measured between two processes.
      """,
      table.text,
    ]
  }

  /// What the counts say of the paper's sentence, both ways.
  private func collectiveSentence(_ counts: SequenceParallelism) -> String {
    guard let largest = counts.processCounts.last,
      let pointwise = counts.counts(.pointwise, processes: largest),
      let passes = counts.counts(.softmaxTwoPasses, processes: largest),
      let merged = counts.counts(.softmaxMerged, processes: largest)
    else { return "" }
    let merging =
      pointwise.collectives < merged.collectives
      ? "fewer than softmax with one merged reduction of maximum, sum and output "
        + "(\(merged.collectives))"
      : "no fewer than softmax with one merged reduction of maximum, sum and output "
        + "(\(merged.collectives)), which sends "
        + "\(NumberText.fixed((Double(merged.bytes) / Double(pointwise.bytes) - 1) * 100, places: 1)) % more bytes"
    let passing = pointwise.collectives < passes.collectives ? "fewer than" : "no fewer than"
    return "Forward and backward, pointwise h takes \(pointwise.collectives) collectives: "
      + "\(passing) softmax in two passes (\(passes.collectives)), and \(merging)."
  }

  // MARK: - Words

  private func blocks(_ timing: TimingComparison) -> String {
    timing.details.map { ", \(counted($0.blocks, "block"))" } ?? ""
  }

  private func ratio(_ interval: RatioInterval) -> String {
    "\(added(interval.ratio)) [\(NumberText.signed((interval.low - 1) * 100, places: 1)), "
      + "\(NumberText.signed((interval.high - 1) * 100, places: 1))]"
  }

  private func added(_ ratio: Double) -> String {
    "\(NumberText.signed((ratio - 1) * 100, places: 1)) %"
  }

  private func share(_ fraction: Double?) -> String {
    fraction.map { NumberText.percent($0, places: 0) } ?? "-"
  }
}
