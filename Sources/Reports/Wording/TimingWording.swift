import Claims
import Figures
import Networks
import Paper
import Timing

// Timings in words, for the report and for the command line alike.

extension RatioInterval {
  /// The time that B adds, such as "+7.7 % [+6.9, +8.5]".
  public var added: String {
    "\(Self.added(ratio)) [\(NumberText.signed((low - 1) * 100, places: 1)), "
      + "\(NumberText.signed((high - 1) * 100, places: 1))]"
  }

  /// Of a ratio without an interval: "+7.7 %".
  public static func added(_ ratio: Double) -> String {
    "\(NumberText.signed((ratio - 1) * 100, places: 1)) %"
  }
}

extension TimingComparison {
  /// What was timed, as labels have it.
  public var what: String {
    switch id {
    case .gating: "gate"
    case .qknorm, .scale: id.name.rawValue
    case .attention(let weights), .attentionStep(let weights):
      switch weights {
      case .softmax: weights.name
      case .pointwise(let h): h.label
      }
    }
  }

  /// The time added with its interval and level, or why there is none.
  public var outcome: String {
    noNumber.map { "invalid: \($0)" }
      ?? "\(measured.added) at \(NumberText.percent(measured.level)) %"
      + (standing == .imprecise ? ", imprecise" : "")
  }

  /// Why there is no number; nil where there is one.
  var noNumber: String? { hasNumber ? nil : "A and its copy differ" }

  /// Such as "8 processes, 24 blocks, 1 dropped".
  public var sample: String {
    let blocks = details.map { ", \(counted($0.blocks, "block"))" } ?? ""
    let attempts = series?.attempts ?? 1
    return "\(counted(units, unit))\(attempts > 1 ? " of \(attempts) attempts" : "")\(blocks), "
      + "\(dropped) dropped"
  }
}

extension TimingConditions {
  /// Such as "0.02 processors".
  var busyWords: String { "\(NumberText.fixed(outside, places: 2)) processors" }

  /// Such as "processors 0-3, one of each core, quota 2.0, governor performance, 2,600 MHz".
  var words: String {
    let frequency = megahertz.flatMap { range -> String? in
      guard let low = range.first, let high = range.last else { return nil }
      let text = NumberText.fixed(low, places: 0)
      return (high - low < 1 ? text : "\(text) to \(NumberText.fixed(high, places: 0))") + " MHz"
    }
    let parts: [String?] = [
      processors.map { "processors \($0)" }, avoidsSiblings ? "one of each core" : nil,
      quota.map { "quota \(NumberText.fixed($0, places: 1))" },
      governor.map { "governor \($0)" }, frequency,
      "others kept \(busyWords) busy",
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
