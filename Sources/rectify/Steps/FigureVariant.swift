import Figures
import Reports

/// A figure as a user wants it: what of it is drawn, how wide, and what its claims come from.
struct FigureVariant {
  var selection = FigureSelection()
  /// Nil for the usual width.
  var width: FigureWidth?
  /// The digest of a user's own claims file; nil for the one that ships with the project.
  var claims: String?

  /// Whether it is the whole figure, as a report shows it.
  var isWhole: Bool { selection == FigureSelection() && width == nil }

  /// Nil where there is nothing to draw it from.
  func figure(_ name: FigureName, of input: ReportInput) -> Figure? {
    guard var figure = name.figure(input, showing: selection) else { return nil }
    if let width {
      figure.width = width.points
      figure.name += "-\(width)"
      figure.provenance["width"] = "\(width)"
    }
    if let claims { figure.provenance["claims"] = claims }
    return figure
  }
}

extension FigureVariant {
  /// What a file's provenance says of it; nil where it holds what this program does not know.
  init?(provenance: [String: String]) {
    guard let selection = FigureSelection(provenance: provenance) else { return nil }
    self.selection = selection
    if let text = provenance["width"] {
      guard let width = FigureWidth(text) else { return nil }
      self.width = width
    }
    claims = provenance["claims"]
  }
}
