import CairoRendering
import Figures
import PNGBridge
import SampleFigures
import Testing

@Suite struct PNGFileTests {
  private struct Chunk {
    var type: String
    var data: [UInt8]
  }

  /// Reads the chunks, checking signature and checksums.
  private func chunks(_ bytes: [UInt8]) throws -> [Chunk] {
    try #require(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    var chunks: [Chunk] = []
    var offset = 8
    while offset < bytes.count {
      let count = Int(number(bytes[offset..<offset + 4]))
      let body = bytes[offset + 4..<offset + 8 + count]
      let stored = number(bytes[offset + 8 + count..<offset + 12 + count])
      #expect(checksum(body) == stored)
      chunks.append(
        Chunk(type: String(decoding: body.prefix(4), as: UTF8.self), data: Array(body.dropFirst(4)))
      )
      offset += 12 + count
    }
    return chunks
  }

  private func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// CRC-32 as the PNG standard defines it, bit by bit.
  private func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF as UInt32) { value, byte -> UInt32 in
      var value = value ^ UInt32(byte)
      for _ in 0..<8 {
        let half = value >> 1
        value = value & 1 == 1 ? half ^ 0xEDB8_8320 : half
      }
      return value
    }
  }

  /// Keyword and text of an uncompressed iTXt chunk: keyword, two flags, language, translated
  /// keyword, text, set apart by zero bytes.
  private func text(_ chunk: Chunk) -> (keyword: String, text: String) {
    let keyword = chunk.data.prefix { $0 != 0 }
    let rest = chunk.data.dropFirst(keyword.count + 3)
    let fields = rest.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    return (String(decoding: keyword, as: UTF8.self), String(decoding: fields[2], as: UTF8.self))
  }

  @Test func saysWhatItIsAndWhereItComesFrom() throws {
    let figure = SampleFigures.alpha
    let chunks = try chunks(FigureWriter.bytes(of: figure, format: .png))
    var texts = Dictionary(
      uniqueKeysWithValues: chunks.filter { $0.type == "iTXt" }.map(text).map {
        ($0.keyword, $0.text)
      })
    let content = texts.removeValue(forKey: "provenance.content")
    let digest = try #require(content)
    #expect(digest.hasPrefix("sha256:") && digest.count == 71)
    #expect(
      texts == [
        "Title": figure.title, "Description": figure.altText, "Comment": figure.caption,
        "Software": FigureWriter.software, "Source": "sha256:0123456789abcdef",
        "provenance.preset": "quick", "provenance.theme": "light",
      ])
  }

  @Test func sizeResolutionAndColour() throws {
    let chunks = try chunks(FigureWriter.bytes(of: SampleFigures.alpha, format: .png))
    let header = try #require(chunks.first)
    #expect(header.type == "IHDR")
    // 7.2 inches at 192 pixels each, the last one begun.
    #expect(number(header.data[0..<4]) == 1383)
    // 8 bits by a palette, of colours alone: no transparency that a page behind could shine through.
    #expect(header.data[8...9] == [8, 3])
    #expect(chunks.contains { $0.type == "PLTE" } && !chunks.contains { $0.type == "tRNS" })
    let resolution = try #require(chunks.first { $0.type == "pHYs" })
    #expect(number(resolution.data[0..<4]) == 7559)
    #expect(resolution.data[8] == 1)
    #expect(chunks.last?.type == "IEND")
    // No time of writing.
    #expect(!chunks.contains { $0.type == "tIME" })
  }

  /// A palette loses nothing; more colours than it holds are written as they are.
  @Test(arguments: [1, 256, 257, 1000]) func everyColourIsKept(_ colors: Int) throws {
    let picture = Raster(
      width: 40, height: 30,
      rgb: (0..<1200).flatMap { pixel -> [UInt8] in
        let color = pixel % colors
        return [UInt8(color % 251), UInt8(color / 251), 7]
      })
    let bytes = try PNGFile.bytes(of: picture, pixelsPerInch: 192, texts: [])
    #expect(try chunks(bytes).contains { $0.type == "PLTE" } == (colors <= 256))
    let image = png_bridge_decode(bytes, bytes.count)
    defer { png_bridge_free_image(image) }
    let rgb = Array(UnsafeBufferPointer(start: try #require(image.rgb), count: 3600))
    #expect(rgb == picture.rgb)
  }

  /// What is frequent stays, and nothing is far from what it was.
  @Test func fewColoursAreNearThoseThatWere() {
    var edge: [UInt8] = []
    for color in 0..<4096 {
      for place in [color % 16, color / 16 % 16, color / 256] { edge.append(UInt8(place * 17)) }
    }
    let ground = Array([[UInt8]](repeating: [254, 253, 1], count: 60_000).joined())
    let picture = Raster(width: 64_096, height: 1, rgb: ground + edge)
    let reduced = picture.withColors(atMost: 256)
    func colors(_ picture: Raster) -> Set<[UInt8]> {
      let starts = stride(from: 0, to: picture.rgb.count, by: 3)
      return Set(starts.map { Array(picture.rgb[$0..<$0 + 3]) })
    }
    #expect(colors(picture).count == 4097 && colors(reduced).count <= 256)
    #expect(reduced.rgb.prefix(180_000) == picture.rgb.prefix(180_000))
    // 255 boxes of 4,096 evenly spread colours: four steps of 17 along a side at most, and half of that off.
    let worst = zip(picture.rgb, reduced.rgb).map { abs(Int($0) - Int($1)) }.max() ?? 0
    #expect(worst <= 34, "\(worst)")
    #expect(picture.withColors(atMost: 5000).rgb == picture.rgb)
    #expect(reduced.withColors(atMost: 256).rgb == reduced.rgb)
  }

  @Test(arguments: ["", String(repeating: "k", count: 80), " padded"])
  func badKeywordsAreErrors(_ keyword: String) throws {
    let picture = Raster(width: 1, height: 1, rgb: [0, 0, 0])
    let error = #expect(throws: RenderingError.self) {
      try PNGFile.bytes(of: picture, pixelsPerInch: 192, texts: [(keyword, "text")])
    }
    guard case .png = error else {
      Issue.record("Not an error of libpng: \(String(describing: error))")
      return
    }
  }

  @Test func anEmptyPictureIsAnErrorAndNotACrash() throws {
    let error = try #require(throws: RenderingError.self) {
      try PNGFile.bytes(of: Raster(width: 0, height: 0, rgb: []), pixelsPerInch: 192, texts: [])
    }
    #expect("\(error)".hasPrefix("libpng failed while encoding the picture: "))
  }
}
