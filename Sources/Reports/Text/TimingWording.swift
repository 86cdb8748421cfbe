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

  /// The time added with its interval, or why there is none.
  public var outcome: String { defect.map { "invalid: \($0)" } ?? measured.added }

  /// Such as "8 processes, 24 blocks, 1 dropped".
  public var sample: String {
    let blocks = details.map { ", \(counted($0.blocks, "block"))" } ?? ""
    return "\(counted(units, unit))\(blocks), \(dropped) dropped"
  }
}
