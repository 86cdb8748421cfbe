import Figures

/// A figure and the files that show it, as links from where the report lies.
public struct ReportPicture: Sendable {
  public let name: FigureName
  public let figure: Figure
  /// Such as "../../figures/quick/alpha", without the ending.
  public let link: String

  /// The same as the documents write it.
  public var target: String { MarkdownText.link(link) }

  public init(name: FigureName, figure: Figure, link: String) {
    self.name = name
    self.figure = figure
    self.link = link
  }
}
