import Claims
import Experiments
import Figures
import Reports
import Timing

/// Comparisons as a table for people, and their parts in words.
struct TimingTable {
  let comparisons: [TimingComparison]
  /// Which have the paper's numbers.
  let claims: ClaimsFile

  var text: String {
    let table = Table(
      ["what", "model", "added, 95 %", "control, 99 %"].map(Table.Column.text)
        + [
          "from FLOPs", "with traffic", "published", "processes", "blocks", "dropped",
        ].map(Table.Column.number),
      rows: comparisons.map { timing in
        let published = claims.publishedRatio(timing.id, model: timing.model)
        return [
          .text("\(timing.id)"), .text("\(timing.model)"),
          .text(timing.valid ? Self.interval(timing.measured) : "invalid"),
          .text(Self.interval(timing.control)), .text(Self.added(timing.predicted)),
          .optional(timing.details?.predictedWithTraffic.map(Self.added)),
          .optional(published.map(Self.added)), .whole(timing.units),
          timing.details.map { .whole($0.blocks) } ?? .absent, .whole(timing.dropped),
        ]
      })
    return ([TerminalPrinter.text(of: table), ""] + comparisons.compactMap(Self.details)).joined(
      separator: "\n")
  }

  /// What stands behind one comparison, in a line.
  private static func details(_ timing: TimingComparison) -> String? {
    guard let details = timing.details, timing.valid else { return nil }
    var parts = [
      "\(timing.id) at \(timing.model): \(NumberText.milliseconds(timing.secondsA)) ms for A, "
        + "\(NumberText.milliseconds(timing.secondsB)) ms for B"
    ]
    if let a = details.fractionOfPeakA, let b = details.fractionOfPeakB {
      parts.append("\(NumberText.percent(a)) % and \(NumberText.percent(b)) % of the peak")
    }
    if timing.id == .gating {
      parts += details.shares.map { "\($0.name) \(NumberText.percent($0.share)) % of the parts" }
    } else {
      parts += details.parts.map { "\($0.name) \(NumberText.milliseconds($0.seconds)) ms" }
    }
    if let peer = details.peer {
      parts.append(
        "\(peer.library) takes \(NumberText.fixed(peer.ratio.ratio, places: 2)) times B's time")
    }
    return parts.joined(separator: "; ") + "."
  }

  /// Such as "+7.7 % [+6.9, +8.5]".
  static func interval(_ ratio: RatioInterval) -> String {
    "\(added(ratio.ratio)) [\(signed(ratio.low)), \(signed(ratio.high))]"
  }

  private static func added(_ ratio: Double) -> String { signed(ratio) + " %" }

  private static func signed(_ ratio: Double) -> String {
    NumberText.signed((ratio - 1) * 100, places: 1)
  }
}
