import CCairo
import Figures

/// PDF files, whose text is embedded with its font.
enum PDFFile {
  /// A PDF with its title, subject and keywords.
  static func bytes(
    _ layout: FigureLayout, description: FileDescription, fonts: CairoFonts
  ) throws(RenderingError) -> [UInt8] {
    let pdf = try CairoSurface.stream(layout, fonts: fonts) { write, closure in
      cairo_pdf_surface_create_for_stream(write, closure, layout.size.width, layout.size.height)
    } prepare: { surface in
      cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
      let keywords = description.provenance.map { "\($0.key): \($0.value)" }
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, text(description.title))
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, text(description.altText))
      cairo_pdf_surface_set_metadata(
        surface, CAIRO_PDF_METADATA_KEYWORDS, text(keywords.joined(separator: "; ")))
      // Cairo would put the clock's time here, and the bytes would differ from run to run.
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "")
    }
    return PDFTrailer.appended(to: pdf, description.provenance)
  }

  /// Without the control characters and noncharacters that Cairo refuses.
  private static func text(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter {
          !$0.properties.isNoncharacterCodePoint && $0.properties.generalCategory != .control
        }))
  }
}
