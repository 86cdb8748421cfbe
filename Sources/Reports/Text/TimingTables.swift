import Claims
import Figures
import Kernels
import Paper
import Timing

/// Timings as tables, for the report and for the command line alike.
///
/// A `link` gives the row of the results that a timing's numbers stand in.
public enum TimingTables {
  public typealias Link = (TimingComparison) -> String?

  /// Whole steps. `published` gives the paper's value of a timing, in words.
  public static func steps(
    _ timings: [TimingComparison], link: Link = { _ in nil },
    published: (TimingComparison) -> String?
  ) -> Table {
    Table(
      [
        .text("what"), .text("model"), .text("measured"), .text("predicted from FLOPs"),
        .text("and memory traffic"), .text("published"), .text("control, 99 %"),
        .text("in processor time"), .text("sample size"),
      ],
      rows: timings.map {
        let row: [Table.Cell] = [
          .text("\($0.id)"), .text("\($0.model)"), .text($0.outcome),
          .text(RatioInterval.added($0.predicted)),
          .optional($0.details?.predictedWithTraffic.map(RatioInterval.added)),
          .linked(published($0) ?? "-", to: nil), .text($0.control.added),
          .optional($0.details?.processorTime?.added), .text($0.sample),
        ]
        return row.linked(to: link($0), from: 2)
      })
  }

  /// The attention operator alone.
  public static func operators(_ timings: [TimingComparison], link: Link = { _ in nil }) -> Table {
    Table(
      [
        .text("operator"), .text("model"), .text("over ReLU's"), .text("control, 99 %"),
        .text("in processor time"), .text("sample size"),
      ],
      rows: timings.map {
        let row: [Table.Cell] = [
          .text($0.what), .text("\($0.model)"), .text($0.outcome), .text($0.control.added),
          .optional($0.details?.processorTime?.added), .text($0.sample),
        ]
        return row.linked(to: link($0), from: 2)
      })
  }

  /// Median times, and how near the peak they are.
  public static func settings(_ timings: [TimingComparison], link: Link = { _ in nil }) -> Table {
    func share(_ fraction: Double?) -> Table.Cell {
      fraction.map { .percent($0, places: 0) } ?? .absent
    }
    return Table(
      [
        .text("what"), .text("model"), .number("A, ms"), .number("B, ms"),
        .number("A, % of peak"), .number("B, % of peak"),
      ],
      rows: timings.map {
        let row: [Table.Cell] = [
          .text("\($0.id)"), .text("\($0.model)"), .milliseconds($0.secondsA),
          .milliseconds($0.secondsB), share($0.details?.fractionOfPeakA),
          share($0.details?.fractionOfPeakB),
        ]
        return row.linked(to: link($0), from: 2)
      })
  }

  /// What the gate computes, by kind, where it was measured.
  public static func gateParts(_ timings: [TimingComparison], link: Link = { _ in nil }) -> Table {
    Table(
      [
        .text("model"), .number("multiplications"), .number("element-wise"),
        .number("parameter update"), .number("sum, ms"), .number("step-time difference, ms"),
      ],
      rows: timings.compactMap { timing in
        guard timing.id == .gating, timing.hasNumber, let details = timing.details,
          !details.parts.isEmpty
        else { return nil }
        let row: [Table.Cell] =
          [.text("\(timing.model)")]
          + details.shares.map { .text("\(NumberText.percent($0.share, places: 0)) %") }
          + [
            .milliseconds(details.parts.reduce(0) { $0 + $1.seconds }),
            .milliseconds(timing.secondsB - timing.secondsA),
          ]
        return row.linked(to: link(timing), from: 1)
      })
  }

  /// Passes over the logits, and another library's softmax, where they were measured.
  public static func softmaxParts(_ timings: [TimingComparison], link: Link = { _ in nil }) -> Table
  {
    Table(
      [
        .text("model"), .number("softmax minus ReLU, ms"), .number("memory, ms"),
        .number("memory and exp, ms"), .number("row statistics, ms"),
        .text("PyTorch's softmax over ours"),
      ],
      rows: timings.compactMap { timing in
        guard timing.id == .attention(.softmax), timing.hasNumber, let details = timing.details
        else { return nil }
        func part(_ part: AttentionPart) -> Table.Cell {
          details.parts.first { $0.name == part.rawValue }.map { .milliseconds($0.seconds) }
            ?? .absent
        }
        let row: [Table.Cell] = [
          .text("\(timing.model)"), .milliseconds(timing.secondsB - timing.secondsA),
          part(.queryBlock), part(.exponential), part(.rowStatistics),
          .text(details.peer.map { words($0.ratio) } ?? "not timed (`make peers` installs it)"),
        ]
        return row.linked(to: link(timing), from: 1)
      })
  }

  /// Such as "1.31 [1.28, 1.34]".
  private static func words(_ ratio: RatioInterval) -> String {
    func text(_ value: Double) -> String { NumberText.fixed(value, places: 2) }
    return "\(text(ratio.ratio)) [\(text(ratio.low)), \(text(ratio.high))]"
  }

  /// What processes that share a sequence send each other.
  public static func parallel(
    _ counts: SequenceParallelism, link: (SequenceParallelism.Entry) -> String? = { _ in nil }
  ) -> Table {
    Table(
      [
        .number("P"), .text("method"), .text("direction"), .number("collectives"),
        .number("synchronisations"), .number("bytes a process"), .number("difference"),
        .number("measured, ms"), .number("model, ms"),
      ],
      rows: counts.entries.filter { $0.processes > 1 }.map { entry in
        let row: [Table.Cell] = [
          .whole(entry.processes), .text(entry.method.rawValue), .text(entry.direction.rawValue),
          .whole(entry.counts.collectives), .whole(entry.counts.synchronisationPoints),
          .count(entry.counts.bytes), .scientific(entry.difference),
          entry.seconds.map { .milliseconds($0) } ?? .absent,
          .milliseconds(entry.modelledSeconds),
        ]
        return row.linked(to: link(entry), from: 3)
      })
  }
}
