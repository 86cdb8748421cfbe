import Foundation
import Networks

/// Numbers as the commands print them.
enum Wording {
  static func decimal(_ value: Double, places: Int) -> String {
    String(format: "%.\(places)f", value)
  }

  /// Such as "45 s", "3 min 05 s", "2 h 10 min", "12 days" or "1300 years".
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    if seconds < 10 { return decimal(seconds, places: 1) + " s" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(String(format: "%02d", whole % 60)) s" }
    let days = seconds / 86_400
    if days < 2 { return "\(whole / 3600) h \(String(format: "%02d", whole / 60 % 60)) min" }
    return days < 730
      ? "\(decimal(days, places: 0)) days" : "\(decimal(days / 365.25, places: 0)) years"
  }

  /// Such as "81.4 %".
  static func percent(_ share: Double) -> String { decimal(100 * share, places: 1) + " %" }

  /// Without needless zeros: "1", "0.5", "0.75".
  static func alpha(_ alpha: LengthExponent) -> String {
    let places = alpha.hundredths % 100 == 0 ? 0 : alpha.hundredths % 10 == 0 ? 1 : 2
    return decimal(alpha.value, places: places)
  }

  static func withoutTrailingSpace(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
