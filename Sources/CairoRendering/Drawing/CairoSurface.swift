import CCairo
import Figures

/// The bytes that Cairo writes to.
private final class ByteStream {
  var bytes: [UInt8] = []
}

/// Called by Cairo with the stream that `draw(_:onStream:)` keeps alive.
private func append(
  _ closure: UnsafeMutableRawPointer?, _ data: UnsafePointer<UInt8>?, _ length: UInt32
) -> cairo_status_t {
  let stream = Unmanaged<ByteStream>.fromOpaque(closure!).takeUnretainedValue()
  stream.bytes += UnsafeBufferPointer(start: data, count: Int(length))
  return CAIRO_STATUS_SUCCESS
}

/// Draws a layout on surfaces of Cairo.
enum CairoSurface {
  /// Draws `layout` on `surface` at `scale` units a point. The background fills the surface, which may be
  /// a fraction of a pixel larger than the page.
  private static func draw(
    _ layout: FigureLayout, on surface: OpaquePointer, scale: Double, fonts: CairoFonts
  ) throws(RenderingError) {
    try check(cairo_surface_status(surface), stage: "opening a surface")
    let context = cairo_create(surface)!
    defer { cairo_destroy(context) }
    let background = layout.background
    cairo_set_source_rgb(context, background.red, background.green, background.blue)
    cairo_paint(context)
    cairo_scale(context, scale, scale)
    var canvas = CairoCanvas(context: context, fonts: fonts)
    layout.draw(on: &canvas)
    try check(cairo_status(context), stage: "drawing")
  }

  /// Draws on a vector surface and gives what it wrote.
  static func stream(
    _ layout: FigureLayout, fonts: CairoFonts,
    make: (cairo_write_func_t, UnsafeMutableRawPointer) -> OpaquePointer?,
    prepare: (OpaquePointer) -> Void
  ) throws(RenderingError) -> [UInt8] {
    let stream = ByteStream()
    let closure = Unmanaged.passRetained(stream)
    // Released after the surface is finished: Cairo writes through it until then.
    defer { closure.release() }
    let surface = make(append, closure.toOpaque())!
    defer { cairo_surface_destroy(surface) }
    prepare(surface)
    try draw(layout, on: surface, scale: 1, fonts: fonts)
    cairo_surface_finish(surface)
    try check(cairo_surface_status(surface), stage: "finishing a surface")
    return stream.bytes
  }

  /// Draws at `pixelsPerInch`.
  static func raster(
    _ layout: FigureLayout, pixelsPerInch: Double, fonts: CairoFonts
  ) throws(RenderingError) -> Raster {
    let scale = pixelsPerInch / 72
    let width = Int((layout.size.width * scale).rounded(.up))
    let height = Int((layout.size.height * scale).rounded(.up))
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))!
    defer { cairo_surface_destroy(surface) }
    try draw(layout, on: surface, scale: scale, fonts: fonts)
    cairo_surface_flush(surface)
    try check(cairo_surface_status(surface), stage: "drawing")
    let stride = Int(cairo_image_surface_get_stride(surface))
    guard let data = cairo_image_surface_get_data(surface) else {
      throw .cairo(stage: "reading the picture", message: "the surface has no data")
    }
    var rgb: [UInt8] = []
    rgb.reserveCapacity(width * height * 3)
    for row in 0..<height {
      // Each row holds `width` native 32-bit pixels, 0x00RRGGBB, within `stride` bytes, a multiple of 4.
      (data + row * stride).withMemoryRebound(to: UInt32.self, capacity: width) { pixels in
        for column in 0..<width {
          let pixel = pixels[column]
          rgb.append(UInt8(truncatingIfNeeded: pixel >> 16))
          rgb.append(UInt8(truncatingIfNeeded: pixel >> 8))
          rgb.append(UInt8(truncatingIfNeeded: pixel))
        }
      }
    }
    return Raster(width: width, height: height, rgb: rgb)
  }
}
