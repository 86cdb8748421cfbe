import Figures
import Foundation

/// A time as the commands print it.
enum DurationText {
  /// Such as "45 s", "3 min 05 s", "2 h 10 min", "12 days" or "1300 years".
  static func of(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    if seconds < 10 { return NumberText.fixed(seconds, places: 1) + " s" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(String(format: "%02d", whole % 60)) s" }
    let days = seconds / 86_400
    if days < 2 { return "\(whole / 3600) h \(String(format: "%02d", whole / 60 % 60)) min" }
    return days < 730
      ? "\(NumberText.fixed(days, places: 0)) days"
      : "\(NumberText.fixed(days / 365.25, places: 0)) years"
  }
}
