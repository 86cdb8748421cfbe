import CCairo
import CFontconfig
import Figures

/// DejaVu Sans through Cairo: the faces, how they are rendered, and their measures.
///
/// Metrics are not hinted, so that text is as wide in every format and at every resolution, and
/// glyphs are smoothed in grey, so that no picture depends on a screen's subpixels.
///
/// A character that DejaVu Sans lacks is taken from another installed font, and measured in it. One
/// that no font has is a box, and is remembered in `boxed`.
package final class CairoFonts: FontMetrics {
  package static let family = "DejaVu Sans"

  let options: OpaquePointer
  /// A weight of a family.
  private struct Typeface: Hashable {
    var family: String
    var weight: Font.Weight
  }

  private struct SizedTypeface: Hashable {
    var typeface: Typeface
    var size: Double
  }

  private var faces: [Typeface: OpaquePointer] = [:]
  private var scaled: [SizedTypeface: OpaquePointer] = [:]
  /// The family that a scalar is drawn in; nil for one that no font has.
  private var families: [Unicode.Scalar: String?] = [:]
  /// Of whole characters, so that texts are measured quickly.
  private var characters: [Character: Part] = [:]
  /// The characters met so far that no installed font has, in the order of their numbers.
  package var boxed: [Unicode.Scalar] {
    families.filter { $0.value == nil }.map(\.key).sorted()
  }
  /// The first error met while measuring, which cannot throw.
  private var failure: RenderingError?

  package init() throws(RenderingError) {
    try Self.requireFamily()
    options = cairo_font_options_create()
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    try check(cairo_font_options_status(options), stage: "setting up fonts")
    for weight in [Font.Weight.regular, .bold] {
      let face = face(Typeface(family: Self.family, weight: weight))
      try check(cairo_font_face_status(face), stage: "opening the font")
    }
    // Without a library of fonts Cairo draws letters of its own, which are not those measured for.
    guard cairo_scaled_font_get_type(scaledFont(Self.family, Font(size: 8))) == CAIRO_FONT_TYPE_FT
    else {
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

  private func face(_ typeface: Typeface) -> OpaquePointer {
    if let known = faces[typeface] { return known }
    let weight = typeface.weight == .bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL
    let made = cairo_toy_font_face_create(typeface.family, CAIRO_FONT_SLANT_NORMAL, weight)!
    faces[typeface] = made
    return made
  }

  func face(_ family: String, _ weight: Font.Weight) -> OpaquePointer {
    face(Typeface(family: family, weight: weight))
  }

  /// Throws what went wrong while measuring.
  package func checkMeasuring() throws(RenderingError) {
    if let failure { throw failure }
  }

  /// A part of a text in one font.
  struct Span {
    var string: String
    /// Nil for a box, which stands for one character.
    var family: String?
    /// Advance in points.
    var width: Double
  }

  /// `string` in parts, in its order, each as long as one font has its characters. A character that
  /// the first font of its part has stays there, so that marks are drawn by the font of their letter.
  func spans(of string: String, font: Font) -> [Span] {
    var spans: [Span] = []
    for character in string {
      let part = part(of: character)
      if part.string.isEmpty { continue }
      if let last = spans.last, last.family == part.family, part.family != nil {
        spans[spans.count - 1].string += part.string
      } else {
        spans.append(Span(string: part.string, family: part.family, width: 0))
      }
    }
    for index in spans.indices {
      spans[index].width =
        spans[index].family.map { advance(of: spans[index].string, $0, font) }
        ?? Self.boxWidth * font.size
    }
    return spans
  }

  /// What of a character is drawn, and in which font.
  private struct Part {
    /// Without what only joins its neighbours; empty where nothing is left.
    var string: String
    /// Nil for a box.
    var family: String?
  }

  /// Advance of a box over the size of the font, and its height.
  private static let boxWidth = 0.8
  static let boxHeight = 0.72

  /// In DejaVu Sans, else in the first font that has the letter; a box where no font has all.
  private func part(of character: Character) -> Part {
    if let known = characters[character] { return known }
    let scalars = character.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    let families = scalars.map(family(of:))
    // A mark that its letter's font lacks is drawn as that font draws what it lacks.
    let family = families.allSatisfy { $0 != nil } ? families.first ?? nil : nil
    let part = Part(string: String(String.UnicodeScalarView(scalars)), family: family)
    characters[character] = part
    return part
  }

  private func family(of scalar: Unicode.Scalar) -> String? {
    if let known = families[scalar] { return known }
    let candidates =
      Self.isDrawable(scalar)
      ? [Self.family] + FontFallback.families(with: scalar, near: Self.family) : []
    let found = candidates.first { has(scalar, family: $0) }
    families[scalar] = .some(found)
    return found
  }

  /// Cairo takes no text with others.
  private static func isDrawable(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isNoncharacterCodePoint && scalar.properties.generalCategory != .control
  }

  private func has(_ scalar: Unicode.Scalar, family: String) -> Bool {
    // Glyph 0 is the font's own box.
    glyphs(of: String(scalar), scaledFont(family, Font(size: 8))) { glyphs in
      glyphs.contains { $0.index != 0 }
    }
  }

  package func width(of string: String, font: Font) -> Double {
    spans(of: string, font: font).reduce(0) { $0 + $1.width }
  }

  private func advance(of string: String, _ family: String, _ font: Font) -> Double {
    let scaledFont = scaledFont(family, font)
    return glyphs(of: string, scaledFont) { glyphs in
      var extents = cairo_text_extents_t()
      cairo_scaled_font_glyph_extents(
        scaledFont, glyphs.baseAddress, Int32(glyphs.count), &extents)
      return extents.x_advance
    }
  }

  private func glyphs<Result>(
    of string: String, _ font: OpaquePointer,
    _ body: (UnsafeBufferPointer<cairo_glyph_t>) -> Result
  ) -> Result {
    var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
    var count: Int32 = 0
    note(
      cairo_scaled_font_text_to_glyphs(font, 0, 0, string, -1, &glyphs, &count, nil, nil, nil))
    defer { cairo_glyph_free(glyphs) }
    return body(UnsafeBufferPointer(start: glyphs, count: Int(count)))
  }

  package func ascent(of font: Font) -> Double { extents(font).ascent }
  package func descent(of font: Font) -> Double { extents(font).descent }

  private func extents(_ font: Font) -> cairo_font_extents_t {
    var extents = cairo_font_extents_t()
    cairo_scaled_font_extents(scaledFont(Self.family, font), &extents)
    return extents
  }

  private func scaledFont(_ family: String, _ font: Font) -> OpaquePointer {
    let key = SizedTypeface(
      typeface: Typeface(family: family, weight: font.weight), size: font.size)
    if let known = scaled[key] { return known }
    var size = cairo_matrix_t()
    var page = cairo_matrix_t()
    cairo_matrix_init_scale(&size, font.size, font.size)
    cairo_matrix_init_identity(&page)
    let made = cairo_scaled_font_create(face(key.typeface), &size, &page, options)!
    note(cairo_scaled_font_status(made))
    scaled[key] = made
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
