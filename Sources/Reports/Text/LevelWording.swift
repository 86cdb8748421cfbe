import Claims
import Figures
import Statistics

extension Statistics.Interval {
  /// Such as "(98 %)".
  var levelWords: String { "(\(Look.words(of: level)))" }
}

extension Look {
  /// A confidence level such as "98 %".
  static func words(of level: Double) -> String {
    "\(NumberText.fixed(level * 100, places: 0)) %"
  }
}
