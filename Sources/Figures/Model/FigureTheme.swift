/// The colours of a figure on its background.
public struct FigureTheme: Hashable, Sendable {
  /// "light" or "dark".
  public var name: String
  public var background: Color
  /// Titles, labels and the strongest marks.
  public var ink: Color
  /// Findings, tick labels and the key.
  public var secondaryInk: Color
  /// Reference lines that stand back.
  public var quiet: Color
  /// Axis lines and ticks.
  public var axis: Color
  public var grid: Color
  var hues: [Hue: Color]

  public func color(of hue: Hue) -> Color {
    switch hue {
    case .ink: ink
    case .quiet: quiet
    default: hues[hue] ?? ink
    }
  }

  /// White. The hues are Okabe and Ito's, darkened where they fall short of a contrast of 3 : 1 on
  /// white, moved as little as keeps every pair a CIEDE2000 of 11 apart, under deuteranopia too.
  public static let light = FigureTheme(
    name: "light", background: Color(0xFFFFFF), ink: Color(0x1A1A1A), secondaryInk: Color(0x55585C),
    quiet: Color(0x74787E), axis: Color(0x55585C), grid: Color(0xEBECEE),
    hues: [
      .vermillion: Color(0xBB5400), .blue: Color(0x1273B2), .green: Color(0x0F9E73),
      .purple: Color(0xCC79A7), .orange: Color(0xCA8500), .sky: Color(0x399CD3),
      .yellow: Color(0x99965B),
    ])

  /// Near black. Okabe and Ito's hues as they published them.
  public static let dark = FigureTheme(
    name: "dark", background: Color(0x0D1117), ink: Color(0xE6EDF3), secondaryInk: Color(0xA4ADB8),
    quiet: Color(0x6C757F), axis: Color(0x848D97), grid: Color(0x20262E),
    hues: [
      .vermillion: Color(0xD55E00), .blue: Color(0x0072B2), .green: Color(0x009E73),
      .purple: Color(0xCC79A7), .orange: Color(0xE69F00), .sky: Color(0x56B4E9),
      .yellow: Color(0xF0E442),
    ])
}
