/// A canvas that keeps what it is told, for tests and for looking at a drawing as data.
public struct RecordingCanvas: Canvas {
  public enum Operation: Hashable, Sendable {
    case fill(Path, Color)
    case stroke(Path, Pen)
    case text(TextRun)
  }

  public private(set) var operations: [Operation] = []

  public init() {}

  public mutating func fill(_ path: Path, color: Color) { operations.append(.fill(path, color)) }
  public mutating func stroke(_ path: Path, pen: Pen) { operations.append(.stroke(path, pen)) }
  public mutating func text(_ run: TextRun) { operations.append(.text(run)) }
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
