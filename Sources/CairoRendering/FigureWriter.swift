import CCairo
import Figures
import PNGBridge

/// Draws figures with Cairo. The same figure gives the same bytes, for one version of the libraries
/// named by `libraryVersions`, whatever was drawn before.
public enum FigureWriter {
  /// Pixels per inch of PNG files: a page of 7.2 inches is 1383 pixels wide.
  public static let pixelsPerInch = 192.0

  /// Such as "cairo 1.16.0, libpng 1.6.39".
  public static var libraryVersions: String {
    "cairo \(String(cString: cairo_version_string())), "
      + "libpng \(String(cString: png_bridge_version()))"
  }

  /// What every file names as its maker.
  public static var software: String { "Rectify with \(libraryVersions)" }

  /// Finds out whether text can be drawn, before anything is computed that is to be drawn.
  public static func requireFont() throws(RenderingError) { _ = try CairoFonts() }

  /// The characters of `texts` that no installed font has, each once: they are drawn as boxes.
  public static func charactersWithoutFont(
    in texts: [String]
  ) throws(RenderingError) -> [Unicode.Scalar] {
    let fonts = try CairoFonts()
    for text in texts { _ = fonts.width(of: text, font: Font(size: 8)) }
    try fonts.checkMeasuring()
    return fonts.boxed
  }

  /// The same of all that a figure says in its picture.
  public static func charactersWithoutFont(
    in figure: Figure
  ) throws(RenderingError) -> [Unicode.Scalar] {
    let fonts = try CairoFonts()
    _ = try layout(figure, fonts, .light)
    return fonts.boxed
  }

  private static func layout(
    _ figure: Figure, _ fonts: CairoFonts, _ theme: FigureTheme
  ) throws(RenderingError) -> FigureLayout {
    let layout: FigureLayout
    do throws(FigureError) {
      layout = try figure.layout(metrics: fonts, theme: theme)
    } catch {
      throw .figure(error)
    }
    try fonts.checkMeasuring()
    return layout
  }

  /// The figure as SVG to stand in a page, with its values to point at. Colours that differ between light
  /// and dark ground are variables of the page: their names, and both their values.
  public static func inline(
    _ figure: Figure
  ) throws(RenderingError) -> (svg: String, colors: [(name: String, light: String, dark: String)]) {
    let fonts = try CairoFonts()
    let light = try layout(figure, fonts, .light)
    let dark = try layout(figure, fonts, .dark)
    return InlineSVG.text(
      light: light, dark: dark, prefix: XMLText.identifier("figure-\(figure.name)"),
      title: figure.title, altText: figure.altText, metrics: fonts)
  }

  /// Writes `figure` to `path` in the format of its extension. The file appears complete or not at
  /// all; a file that was there is replaced only at the end.
  public static func write(
    _ figure: Figure, to path: String, theme: FigureTheme = .light
  ) throws(RenderingError) {
    guard let format = FigureFormat(path: path) else { throw .unknownFormat(path: path) }
    try FileReplacement.write(bytes(of: figure, format: format, theme: theme), to: path)
  }

  /// The bytes of `figure` as a file of `format`.
  public static func bytes(
    of figure: Figure, format: FigureFormat, theme: FigureTheme = .light
  ) throws(RenderingError) -> [UInt8] {
    let fonts = try CairoFonts()
    let layout = try layout(figure, fonts, theme)
    let description = FileDescription(figure, theme: theme)
    switch format {
    case .png:
      let picture = try CairoSurface.raster(layout, pixelsPerInch: pixelsPerInch, fonts: fonts)
        .withColors(atMost: 256)
      let digest = ContentDigest.text(of: picture, texts: description.chunks)
      let texts = description.chunks + [(PNGKeyword.keyword(of: ContentDigest.key), digest)]
      return try PNGFile.bytes(of: picture, pixelsPerInch: pixelsPerInch, texts: texts)
    case .svg:
      return SVGFile.bytes(
        layout,
        prefix: XMLText.identifier("\(figure.name)-\(theme.name)-\(description.mark)"),
        description: description, metrics: fonts)
    case .pdf: return try PDFFile.bytes(layout, description: description, fonts: fonts)
    }
  }
}
