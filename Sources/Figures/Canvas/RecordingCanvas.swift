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
