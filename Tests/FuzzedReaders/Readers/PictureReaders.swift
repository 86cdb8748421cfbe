import CairoRendering
import Datasets
import Digests

extension FuzzedReader {
  /// An image of a set.
  static let png = FuzzedReader(
    name: "png", sources: ["PNGBridge/decode.c", "Datasets/Formats/PNGImage.swift"]
  ) {
    // Each colour type, deep and flat, interlaced and not.
    [(0, 1), (0, 8), (0, 16), (2, 8), (2, 16), (3, 2), (3, 8), (4, 8), (6, 8), (6, 16)].flatMap {
      color, depth in [0, 1].map { file(color: color, depth: depth, interlacing: $0) }
    }
  } read: { input in
    ScratchFolder.shared.use { scratch in
      scratch.write("set/a.png", input)
      do {
        let image = try PNGImage(file: scratch.path + "/set/a.png")
        precondition(image.pixels.count == image.height * image.width * image.channels)
      } catch {
        precondition(!"\(error)".isEmpty)
      }
    }
  } mutate: {
    PNGMutation.mutated($0, &$1)
  }

  /// What the file of a figure says of itself.
  static let figure = FuzzedReader(
    name: "figure",
    sources: ["CairoRendering/Files/FigureProvenance.swift"]
  ) {
    let provenance = [
      ("Software", "Rectify"), ("Source", "sha256:ab"), ("provenance.theme", "light"),
      ("provenance.content", "sha256:" + String(repeating: "0", count: 64)),
    ]
    var chunks = PNGMutation.chunks(of: file(color: 2, depth: 8, interlacing: 0)) ?? []
    chunks.insert(
      contentsOf: provenance.map { key, text in
        PNGMutation.Chunk(
          type: Array("iTXt".utf8), data: Array("\(key)\0\0\0en\0\0\(text)".utf8))
      }, at: 1)
    let entries = ["software", "theme", "preset", "content"].map {
      "<entry key=\"\($0)\">a &amp; b</entry>\n"
    }
    let svg =
      "<svg><metadata><provenance xmlns=\"urn:rectify:provenance\">\n\(entries.joined())"
      + "</provenance></metadata></svg>"
    let pdf =
      "%PDF-1.5\nstartxref\n9\n%%EOF\n%rectify provenance\n%rectify software a%20b\n"
      + "%rectify theme light\n%rectify content sha256:00\nstartxref\n9\n%%EOF\n"
    return [PNGMutation.bytes(of: chunks), Array(svg.utf8), Array(pdf.utf8)]
  } read: { input in
    for format in FigureFormat.allCases { _ = FigureProvenance(of: input, format: format) }
  } mutate: { input, mutation in
    if PNGMutation.chunks(of: input) != nil { return PNGMutation.mutated(input, &mutation) }
    guard mutation.one(in: 3) else { return mutation.bytes(input) }
    // A piece of the text once more, somewhere else.
    let start = mutation.number(below: max(input.count, 1))
    let piece = input.dropFirst(start).prefix(mutation.number(below: 40))
    let place = mutation.number(below: input.count + 1)
    return Array(input.prefix(place)) + piece + Array(input.dropFirst(place))
  }

  /// 5 x 3 pixels, with a palette where it needs one.
  private static func file(color: Int, depth: Int, interlacing: Int) -> [UInt8] {
    let (width, height) = (5, 3)
    let header: [UInt8] = [
      0, 0, 0, UInt8(width), 0, 0, 0, UInt8(height), UInt8(depth), UInt8(color), 0, 0,
      UInt8(interlacing),
    ]
    let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][color]!
    // More than any pass needs, which libpng allows.
    let row = [0] + (0..<(width * samples * depth + 7) / 8).map { UInt8($0 * 37 & 255) }
    let rows = [[UInt8]](repeating: row, count: interlacing == 0 ? height : 4 * height)
    var chunks = [PNGMutation.Chunk(type: Array("IHDR".utf8), data: header)]
    if color == 3 {
      chunks.append(
        PNGMutation.Chunk(
          type: Array("PLTE".utf8), data: (0..<3 << depth).map { UInt8($0 & 255) }))
      chunks.append(PNGMutation.Chunk(type: Array("tRNS".utf8), data: [0, 128]))
    }
    chunks.append(
      PNGMutation.Chunk(
        type: Array("IDAT".utf8),
        data: GzipFile.deflated(rows.flatMap(\.self), level: 6, windowBits: 15)))
    chunks.append(PNGMutation.Chunk(type: Array("IEND".utf8), data: []))
    return PNGMutation.bytes(of: chunks)
  }
}
