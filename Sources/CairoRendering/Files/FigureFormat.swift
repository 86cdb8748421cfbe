/// The formats that figures are written in, by the file name's extension.
public enum FigureFormat: String, CaseIterable, Sendable {
  case png, svg, pdf

  /// Nil for another extension, or none.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }
}
