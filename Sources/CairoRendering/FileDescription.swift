import CCairo
import Figures
import PNGBridge

/// What every written file says about itself.
struct FileDescription {
  var title: String
  var altText: String
  var caption: String
  /// In the order of their keys.
  var provenance: [(key: String, value: String)]

  init(_ figure: Figure) {
    title = RichText(figure.title).plain
    altText = figure.altText
    caption = RichText(figure.caption).plain
    provenance = figure.provenance.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The text chunks of a PNG file: the standard's keywords, then `provenance.` and the key.
  var chunks: [(keyword: String, text: String)] {
    [
      ("Title", title), ("Description", altText), ("Comment", caption),
      ("Software", FigureWriter.libraryVersions),
    ] + provenance.map { ("provenance." + $0.key, $0.value) }
  }
}
