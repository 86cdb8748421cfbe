import Claims
import Experiments
import Figures
import Statistics

extension Statistics.Interval {
  /// Such as "(98 %)".
  var levelWords: String { "(\(Look.words(of: level)))" }
}

extension Look {
  /// A confidence level such as "98 %".
  static func words(of level: Double) -> String {
    "\(NumberText.shortest(level * 100, places: 1)) %"
  }
}

extension Look {
  /// At which levels cells are looked at.
  var sentence: String {
    guard rung != nil else {
      return "95 %, two-sided, and 90 % for equivalence (two one-sided tests); this preset stands "
        + "outside the ladder."
    }
    let rungs = Rung.allCases.map { rung in
      "\(rung.rawValue) \(Look.words(of: Look(rung).level))"
    }
    return
      "\(list(rungs)), two-sided; equivalence errs as often on each side, so that its intervals "
      + "are \(list(Set(Rung.allCases.map { Look($0).endsLevel }).sorted().map(Look.words))). The "
      + "errors of all looks at a cell come to at most 5 % together."
  }
}
