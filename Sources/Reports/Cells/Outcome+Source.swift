import Claims
import Figures

extension Verdict.Outcome {
  /// By shape and colour: what is settled stands out, what is open is grey.
  var source: IntervalRow.Source {
    switch self {
    case .consistent: .init(name: rawValue, hue: .blue, marker: .circle)
    case .contradicted: .init(name: rawValue, hue: .vermillion, marker: .diamond)
    case .inconclusive: .init(name: rawValue, hue: .quiet, marker: .square)
    case .notComparable: .init(name: rawValue, hue: .purple, marker: .triangle)
    case .notTested: .init(name: rawValue, hue: .quiet, marker: .circle)
    case .invalid: .init(name: rawValue, hue: .orange, marker: .star)
    }
  }
}
