import CCairo
import CFontconfig
import Figures

/// DejaVu Sans through Cairo: the faces, how they are rendered, and their measures.
///
/// Metrics are not hinted, so that text is as wide in every format and at every resolution, and
/// glyphs are smoothed in grey, so that no picture depends on a screen's subpixels.
package final class CairoFonts: FontMetrics {
  package static let family = "DejaVu Sans"

  let options: OpaquePointer
  private let faces: [Font.Weight: OpaquePointer]
  private var scaled: [Font: OpaquePointer] = [:]
  /// The first error met while measuring, which cannot throw.
  private var failure: RenderingError?

  package init() throws(RenderingError) {
    try Self.requireFamily()
    options = cairo_font_options_create()
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    func face(_ weight: cairo_font_weight_t) -> OpaquePointer {
      cairo_toy_font_face_create(Self.family, CAIRO_FONT_SLANT_NORMAL, weight)
    }
    faces = [
      .regular: face(CAIRO_FONT_WEIGHT_NORMAL), .bold: face(CAIRO_FONT_WEIGHT_BOLD),
    ]
    try check(cairo_font_options_status(options), stage: "setting up fonts")
    for face in faces.values {
      try check(cairo_font_face_status(face), stage: "opening the font")
    }
    // Without a library of fonts Cairo draws letters of its own, which are not those measured for.
    guard cairo_scaled_font_get_type(scaledFont(Font(size: 8))) == CAIRO_FONT_TYPE_FT else {
      throw .cairoWithoutFonts
    }
    try checkMeasuring()
  }

  deinit {
    for font in scaled.values { cairo_scaled_font_destroy(font) }
    for face in faces.values { cairo_font_face_destroy(face) }
    cairo_font_options_destroy(options)
  }

  /// Fontconfig gives the nearest family when one is missing and says nothing; so what it matched is
  /// compared with what was asked for.
  private static func requireFamily() throws(RenderingError) {
    let matched = matchedFamily(for: family)
    guard matched == family else { throw .missingFont(family: family, substitute: matched) }
  }

  /// The family that fontconfig puts in the place of `family`; nil where it finds no font at all.
  package static func matchedFamily(for family: String) -> String? {
    guard let pattern = FcPatternCreate() else { return nil }
    defer { FcPatternDestroy(pattern) }
    FcPatternAddString(pattern, FC_FAMILY, family)
    FcConfigSubstitute(nil, pattern, FcMatchPattern)
    FcDefaultSubstitute(pattern)
    var result = FcResultNoMatch
    guard let match = FcFontMatch(nil, pattern, &result) else { return nil }
    defer { FcPatternDestroy(match) }
    var name: UnsafeMutablePointer<FcChar8>?
    guard FcPatternGetString(match, FC_FAMILY, 0, &name) == FcResultMatch, let name else {
      return nil
    }
    return String(cString: name)
  }

  func face(_ weight: Font.Weight) -> OpaquePointer { faces[weight]! }

  /// Throws what went wrong while measuring.
  package func checkMeasuring() throws(RenderingError) {
    if let failure { throw failure }
  }

  package func width(of string: String, font: Font) -> Double {
    let scaledFont = scaledFont(font)
    var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
    var count: Int32 = 0
    let status = cairo_scaled_font_text_to_glyphs(
      scaledFont, 0, 0, string, -1, &glyphs, &count, nil, nil, nil)
    note(status)
    defer { cairo_glyph_free(glyphs) }
    // Glyph 0 is the empty box. Without clusters, glyphs correspond to scalars one to one.
    let indices = UnsafeBufferPointer(start: glyphs, count: Int(count)).map(\.index)
    if failure == nil, let missing = zip(string.unicodeScalars, indices).first(where: { $1 == 0 }) {
      failure = .missingGlyph(character: String(missing.0), text: string)
    }
    var extents = cairo_text_extents_t()
    cairo_scaled_font_glyph_extents(scaledFont, glyphs, count, &extents)
    return extents.x_advance
  }

  package func ascent(of font: Font) -> Double { extents(font).ascent }
  package func descent(of font: Font) -> Double { extents(font).descent }

  private func extents(_ font: Font) -> cairo_font_extents_t {
    var extents = cairo_font_extents_t()
    cairo_scaled_font_extents(scaledFont(font), &extents)
    return extents
  }

  private func scaledFont(_ font: Font) -> OpaquePointer {
    if let known = scaled[font] { return known }
    var size = cairo_matrix_t()
    var page = cairo_matrix_t()
    cairo_matrix_init_scale(&size, font.size, font.size)
    cairo_matrix_init_identity(&page)
    let made = cairo_scaled_font_create(face(font.weight), &size, &page, options)!
    note(cairo_scaled_font_status(made))
    scaled[font] = made
    return made
  }

  private func note(_ status: cairo_status_t) {
    guard failure == nil, status != CAIRO_STATUS_SUCCESS else { return }
    failure = .cairo(
      stage: "measuring text", message: String(cString: cairo_status_to_string(status)))
  }
}

/// Throws unless `status` is success.
func check(_ status: cairo_status_t, stage: String) throws(RenderingError) {
  guard status != CAIRO_STATUS_SUCCESS else { return }
  throw .cairo(stage: stage, message: String(cString: cairo_status_to_string(status)))
}
