/// A colour by its name in Okabe and Ito's palette for colour-blind readers; the theme says what it
/// looks like on its background.
public enum Hue: CaseIterable, Hashable, Sendable {
  case vermillion, blue, green, purple, orange, sky, yellow
  /// The colour of the text.
  case ink
  /// Grey, for reference lines and for what has no verdict.
  case quiet
}

/// The line patterns, told apart without colour.
public enum Dash: CaseIterable, Hashable, Sendable {
  case solid, dashed, dotted, dashDotted, longDashed, shortDashed, dashDotDotted

  /// Lengths of dashes and gaps in points, for a line one point wide.
  package var pattern: [Double] {
    switch self {
    case .solid: []
    case .dashed: [4.5, 2]
    case .dotted: [1.2, 1.8]
    case .dashDotted: [5, 1.8, 1.2, 1.8]
    case .longDashed: [8, 2.2]
    case .shortDashed: [2.4, 1.6]
    case .dashDotDotted: [5, 1.6, 1.2, 1.6, 1.2, 1.6]
    }
  }
}

/// How a series looks: colour, marker and dash say the same thing three times, so that it reads in
/// grey and for the colour-blind.
public struct SeriesStyle: Hashable, Sendable {
  public var hue: Hue
  public var marker: MarkerShape
  public var dash: Dash

  public init(hue: Hue, marker: MarkerShape, dash: Dash) {
    self.hue = hue
    self.marker = marker
    self.dash = dash
  }

  /// Seven styles that differ pairwise in colour, in marker and in dash.
  public static let distinct: [SeriesStyle] = [
    SeriesStyle(hue: .vermillion, marker: .circle, dash: .solid),
    SeriesStyle(hue: .blue, marker: .square, dash: .dashed),
    SeriesStyle(hue: .green, marker: .triangle, dash: .dashDotted),
    SeriesStyle(hue: .purple, marker: .diamond, dash: .longDashed),
    SeriesStyle(hue: .orange, marker: .downTriangle, dash: .shortDashed),
    SeriesStyle(hue: .sky, marker: .plus, dash: .dashDotDotted),
    SeriesStyle(hue: .yellow, marker: .star, dash: .dotted),
  ]
}
