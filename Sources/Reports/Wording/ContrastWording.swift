import Claims
import Figures

extension AttentionEffect.Contrast {
  /// The interval in points of accuracy, such as "[+8.9, +11.1]"; nil without one.
  var points: String? {
    guard let low, let high else { return nil }
    return "[\(NumberText.signed(low * 100, places: 1)), "
      + "\(NumberText.signed(high * 100, places: 1))]"
  }
}
