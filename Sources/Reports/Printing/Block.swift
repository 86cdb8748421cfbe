/// What a section is made of, apart from how it is printed.
enum Block: Hashable, Sendable {
  case paragraph(String)
  /// Below the section's own title.
  case heading(String)
  case table(Table)
  /// Nothing where the figure was not drawn.
  case figure(FigureName)
  /// What must be known of a figure, with links to its files.
  case caption(FigureName)
  /// Closed until the reader opens it.
  indirect case folded(summary: String, [Block])
}

extension Block: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self = .paragraph(text) }
}
