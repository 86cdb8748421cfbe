import Claims
import Figures
import Paper
import Timing

/// What was timed: whole steps, the attention operator alone, and processes that share a sequence.
struct TimingSection {
  let input: ReportInput
  let data: ResultData

  private var timings: [TimingComparison] { input.evidence.timings }
  private var validGates: [TimingComparison] { timings.filter { $0.id == .gating && $0.hasNumber } }

  /// Of whole training steps; empty where none was timed.
  var steps: [Block] {
    let steps = timings.filter { !$0.id.isOperator }
    guard !steps.isEmpty else { return [] }
    return [.table(table(steps))] + [
      """
      A ratio of B over A, as the time that B adds. The paper's number is in core hours of a TPU, \
      for whole trainings of S/8: a TPU hour and a second of this processor are not the same unit, \
      and only ratios are compared.
      """
    ] + gateSentences + gateParts + [.paragraph(method)] + settings(steps)
  }

  /// Where a timing stands as data.
  private func row(_ timing: TimingComparison) -> String? { data.link(.timing(timing)) }

  private func table(_ steps: [TimingComparison]) -> Table {
    TimingTables.steps(steps, link: row) { timing in
      input.published(timing.id.name).map {
        "\(RatioInterval.added(1 + $0.overhead)) (\($0.model))"
      }
    }
  }

  private var method: String {
    let halfWidths = Set(timings.map { "\(NumberText.shortest($0.halfWidth * 100, places: 1)) %" })
      .sorted()
    return """
      A, its copy A' (the control) and B, interleaved in mirrored blocks in random order, in short \
      fresh processes. A process gives the log ratio of two lower deciles of step times, which nine \
      tenths of the steps would have to be slowed to carry away, and the interval is a t interval over \
      processes. The \
      intervals are looked at after \(MeasuredProcesses.fewestProcesses) processes and then each time \
      that there are half as many again, until what hangs on them is decided or the time is over; \
      the j-th look has the level 1 - 0.05 / (j (j + 1)), so that all looks together, repeats \
      included, show a difference where there is none in at most 5 % of comparisons. All processes \
      are pooled. Where the control's 99 % interval leaves out no difference, the timing is biased and \
      prints no number; where an interval is wider than was asked (\(list(halfWidths)) either way), \
      it is imprecise and decides an order only. An order is decided where the interval lies beyond \
      zero by more than the control's reaches. Blocks whose load from other programs departs from the \
      measurement's own median are dropped\(neighbours). The ratio in processor time, which other \
      programs do not slow, is a witness and decides nothing.
      """
  }

  /// Where others kept the machine busy.
  private var neighbours: String {
    let busiest = timings.compactMap { $0.details?.conditions?.outside }.max() ?? 0
    guard busiest > Disturbance.smallestOutside else { return "" }
    let timing = timings.first { $0.details?.conditions?.outside == busiest }
    let number = data.linked(
      NumberText.fixed(busiest, places: 2), to: timing.map { .timing($0) })
    return "; that median reached \(number) processors kept busy by others"
  }

  private func settings(_ timings: [TimingComparison]) -> [Block] {
    let lines = timings.map { timing in
      (
        timing,
        "\(timing.id.isOperator ? "operators" : "steps") at \(timing.model): "
          + timing.setting + ", "
          + "\(counted(timing.threads, "thread")) of \(timing.processor)"
          + (timing.details?.conditions.map { "; \($0.words)" } ?? "")
      )
    }
    let shapes = distinct(lines.map(\.1)).compactMap { line -> String? in
      lines.first { $0.1 == line }.map { timing, line in
        let busy = timing.details?.conditions.map { Figure.Source($0.busyWords, .timing(timing)) }
        return "- " + data.linked(line, [busy].compactMap(\.self))
      }
    }
    return [
      .paragraph(shapes.joined(separator: "\n")),
      """
      The peak is of multiply-adds in registers on the same threads, timed between the blocks; \
      recomputation in the backward pass is not counted.
      """,
      .table(TimingTables.settings(timings, link: row)),
    ]
  }

  // MARK: - The gate

  /// Whether the cost falls with L as predicted, where more than one length was timed.
  private var gateSentences: [Block] {
    let gates = validGates
    guard gates.count > 1, let first = gates.first, let last = gates.last else { return [] }
    let measured =
      first.measured.low > last.measured.high
      ? "it falls" : first.measured.high < last.measured.low ? "it rises" : "neither is clear"
    return [
      """
      Predicted from FLOPs, the gate's relative cost falls with L, from \
      \(data.linked(RatioInterval.added(first.predicted), to: .timing(first))) for \(first.model) to \
      \(data.linked(RatioInterval.added(last.predicted), to: .timing(last))) for \(last.model). As \
      measured, \(measured): \
      \(list(gates.map { "\($0.model) \(data.linked($0.measured.added, to: .timing($0)))" })).
      """
    ]
  }

  private var gateParts: [Block] {
    let table = TimingTables.gateParts(timings, link: row)
    guard !table.rows.isEmpty else { return [] }
    return [
      """
      What the gate computes, each kind alone in the same blocks as the steps, as a share of their \
      sum; beside it the difference between the whole steps.
      """,
      .table(table),
    ]
  }

  // MARK: - The operator

  /// Of the attention operator alone; empty where it was not timed.
  var operators: [Block] {
    let timed = timings.filter(\.id.isOperator)
    guard !timed.isEmpty else { return [] }
    let parts = TimingTables.softmaxParts(timed, link: row)
    return [
      """
      The attention operator of one layer alone, over ReLU's in the same blocks. This compares \
      functions within one implementation, ours: in another, with other kernels or on other hardware, \
      the order may differ.
      """,
      .table(TimingTables.operators(timed, link: row)),
    ] + (parts.rows.isEmpty ? [] : [Self.softmaxParts, .table(parts)])
      + [.paragraph(noSlower(timed))].filter { $0 != .paragraph("") }
      + [.paragraph(method)] + settings(timed)
  }

  /// Functions that the paper's reason does not hold for: those not shown to be slower than ReLU.
  private func noSlower(_ timed: [TimingComparison]) -> String {
    let functions = distinct(timed.map(\.what)).filter { what in
      timed.filter { $0.what == what && $0.hasNumber }.allSatisfy { $0.isSlower != true }
    }
    guard !functions.isEmpty else { return "" }
    return
      "Not shown to be slower than ReLU at any model: \(list(functions)). Their speed is no reason to "
      + "prefer ReLU."
  }

  private static let softmaxParts: Block = """
    Where softmax's operator loses its time against ReLU's: passes over the logits of one forward \
    pass, each alone in the same blocks. The first pass over a query block reads, scales and writes \
    every logit and is memory alone; the exponential's does the same with exp in between; the row \
    statistics read for the largest and the sum. The last column is the time of another library's \
    fused softmax over ours, in the same run; below 1 our softmax is not a competitive baseline, and \
    its comparison with ReLU decides nothing.
    """

  // MARK: - Processes that share a sequence

  var parallel: [Block] { input.evidence.parallel.flatMap(parallel) }

  /// What the counts say, in a sentence; nil where nothing was counted.
  var collectives: String? { input.evidence.parallel.first.map(collectives) }

  private func parallel(_ counts: SequenceParallelism) -> [Block] {
    // What holds of all stands in each row.
    func first(_ words: String) -> String {
      data.linked(words, to: counts.entries.first.map { .collectives(counts, $0) })
    }
    return [
      .heading("One attention layer of \(counts.model) over P processes"),
      """
      L = \(counts.tokens), \(counts.heads) heads of width \(counts.headWidth), one image; every \
      process of the operating system holds all queries and L / P of the keys and values, and they \
      are joined by Unix-domain sockets whose transport counts. \(collectives(counts)) \
      The difference is from the unsharded operator, in relative norm; the order of float32 sums \
      allows \(first(NumberText.scientific(counts.tolerance))). Measured where there is a core for every \
      process. The model, for any P: one process's time over P, plus \
      \(NumberText.fixed(counts.latency * 1e6, places: 0)) microseconds a synchronisation and the \
      bytes at \(first("\(NumberText.fixed(counts.bandwidth / 1e9, places: 1)) GB/s")), both measured between two \
      processes.
      """,
      .table(TimingTables.parallel(counts, link: { data.link(.collectives(counts, $0)) })),
    ]
  }

  /// What the counts say of the paper's sentence, both ways.
  private func collectives(_ counts: SequenceParallelism) -> String {
    guard let largest = counts.processCounts.last,
      let pointwise = counts.counts(.pointwise, processes: largest),
      let passes = counts.counts(.softmaxTwoPasses, processes: largest),
      let merged = counts.counts(.softmaxMerged, processes: largest)
    else { return "" }
    let reduction =
      "softmax with one merged reduction of maximum, sum and output (\(merged.collectives))"
    let more = NumberText.fixed(
      (Double(merged.bytes) / Double(pointwise.bytes) - 1) * 100, places: 1)
    let merging =
      pointwise.collectives < merged.collectives
      ? "fewer than \(reduction)" : "no fewer than \(reduction), which sends \(more) % more bytes"
    let passing = pointwise.collectives < passes.collectives ? "fewer than" : "no fewer than"
    return "Forward and backward, pointwise h takes \(pointwise.collectives) collectives: "
      + "\(passing) softmax in two passes (\(passes.collectives)), and \(merging)."
  }
}
