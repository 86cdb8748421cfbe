import CCairo
import Figures

/// Draws on a Cairo context, whose errors stick until whoever made it asks for its status.
struct CairoCanvas: Canvas {
  private let context: OpaquePointer
  private let fonts: CairoFonts

  /// Draws in points on `context`, which must outlive the canvas.
  init(context: OpaquePointer, fonts: CairoFonts) {
    self.context = context
    self.fonts = fonts
    cairo_set_font_options(context, fonts.options)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
  }

  mutating func fill(_ path: Path, color: Color) {
    trace(path)
    set(color)
    cairo_fill(context)
  }

  mutating func stroke(_ path: Path, pen: Pen) {
    trace(path)
    set(pen.color)
    cairo_set_line_width(context, pen.width)
    cairo_set_dash(context, pen.dash, Int32(pen.dash.count), 0)
    cairo_set_line_cap(context, pen.cap == .round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    cairo_stroke(context)
  }

  mutating func text(_ run: TextRun) {
    cairo_save(context)
    set(run.color)
    cairo_set_font_size(context, run.font.size)
    cairo_move_to(context, run.origin.x, run.origin.y)
    if run.direction == .upwards { cairo_rotate(context, -.pi / 2) }
    for span in fonts.spans(of: run.string, font: run.font) {
      if let family = span.family {
        cairo_set_font_face(context, fonts.face(family, run.font.weight))
        cairo_show_text(context, span.string)
      } else {
        box(width: span.width, size: run.font.size)
      }
    }
    cairo_restore(context)
    cairo_new_path(context)
  }

  /// Stands for a character that no font has; the current point moves on as after a letter.
  private func box(width: Double, size: Double) {
    var x = 0.0
    var y = 0.0
    cairo_get_current_point(context, &x, &y)
    let height = CairoFonts.boxHeight * size
    cairo_new_path(context)
    cairo_rectangle(context, x + 0.12 * width, y - height, 0.76 * width, height)
    cairo_set_line_width(context, 0.06 * size)
    cairo_set_dash(context, nil, 0, 0)
    cairo_stroke(context)
    cairo_move_to(context, x + width, y)
  }

  private func set(_ color: Color) {
    cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
  }

  private func trace(_ path: Path) {
    cairo_new_path(context)
    for element in path.elements {
      switch element {
      case .move(let point): cairo_move_to(context, point.x, point.y)
      case .line(let point): cairo_line_to(context, point.x, point.y)
      case .curve(let control1, let control2, let end):
        cairo_curve_to(context, control1.x, control1.y, control2.x, control2.y, end.x, end.y)
      case .close: cairo_close_path(context)
      }
    }
  }
}
