import Figures

/// What every written file says about itself.
struct FileDescription {
  var title: String
  var altText: String
  var caption: String
  /// The figure's own, and the theme; in the order of their keys.
  var provenance: [(key: String, value: String)]

  init(_ figure: Figure, theme: FigureTheme) {
    title = RichText(figure.title).plain
    altText = figure.altText
    caption = RichText(figure.caption).plain
    var entries = figure.provenance
    entries["theme"] = theme.name
    provenance = entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Eight digits that hardly two files share whose texts differ anywhere, so that figures of one
  /// name from two stores can stand in one page.
  var mark: String {
    let texts = chunks.map { "\($0.keyword)\0\($0.text)\0" }.joined()
    return String(ContentDigest.text(of: Array(texts.utf8)).dropFirst("sha256:".count).prefix(8))
  }

  /// The text chunks of a PNG file: the standard's keywords, then `provenance.` and the key. The
  /// standard's keyword for where a picture comes from holds the digest of the store.
  var chunks: [(keyword: String, text: String)] {
    [
      ("Title", title), ("Description", altText), ("Comment", caption),
      ("Software", FigureWriter.software),
    ] + provenance.map { (PNGKeyword.keyword(of: $0.key), $0.value) }
  }
}
