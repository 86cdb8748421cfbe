/// The measures of text that layout needs. Lengths in points.
public protocol FontMetrics {
  /// Advance width.
  func width(of string: String, font: Font) -> Double
  /// Height above the baseline.
  func ascent(of font: Font) -> Double
  /// Depth below the baseline, positive.
  func descent(of font: Font) -> Double
}

/// Metrics in which every character is as wide as every other, so that layouts in tests depend on
/// no installed font. The measures are near DejaVu Sans's own averages.
public struct FixedFontMetrics: FontMetrics {
  public init() {}

  public func width(of string: String, font: Font) -> Double {
    Double(string.count) * font.size * (font.weight == .bold ? 0.68 : 0.6)
  }
  public func ascent(of font: Font) -> Double { 0.93 * font.size }
  public func descent(of font: Font) -> Double { 0.24 * font.size }
}
