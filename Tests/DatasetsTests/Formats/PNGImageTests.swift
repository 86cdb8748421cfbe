import Datasets
import PNGBridge
import Testing

@Suite struct PNGImageTests {
  /// What an image's pixels are.
  struct Case: Sendable, CustomTestStringConvertible {
    let color: PNGFile.ColorType
    let depth: Int
    let isInterlaced: Bool
    let isTransparent: Bool
    let width, height: Int

    var testDescription: String {
      "\(color), \(depth) bits, \(width) x \(height)"
        + (isInterlaced ? ", interlaced" : "") + (isTransparent ? ", tRNS" : "")
    }
  }

  /// Every colour type at every depth, with and without interlacing and a tRNS chunk, at sizes that
  /// leave passes empty and rows that end within a byte.
  static let cases: [Case] = {
    var cases: [Case] = []
    for color in PNGFile.ColorType.allCases {
      // A kind with an alpha channel has no transparency chunk.
      let transparencies = color == .greyAlpha || color == .rgba ? [false] : [false, true]
      for depth in color.depths {
        for isInterlaced in [false, true] {
          for isTransparent in transparencies {
            for (width, height) in [(1, 1), (3, 2), (5, 7), (8, 8), (13, 9)] {
              cases.append(
                Case(
                  color: color, depth: depth, isInterlaced: isInterlaced,
                  isTransparent: isTransparent, width: width, height: height))
            }
          }
        }
      }
    }
    return cases
  }()

  /// A file of the kind, of samples that run through the whole range.
  private func file(_ kind: Case) -> PNGFile {
    let range = 1 << kind.depth
    let count = kind.width * kind.height * kind.color.samplesPerPixel
    // Far from each other, so that no two neighbours are alike.
    let samples = (0..<count).map { (index: Int) -> Int in
      let sample = index * 40_503 + index / 3 * 977
      return sample % range
    }
    var file = PNGFile(
      width: kind.width, height: kind.height, color: kind.color, depth: kind.depth,
      isInterlaced: kind.isInterlaced, samples: samples)
    if kind.color == .palette {
      file.palette = (0..<range).map { (index: Int) -> [UInt8] in
        [index, 255 - index, index * 37].map { UInt8(truncatingIfNeeded: $0) }
      }
    }
    if kind.isTransparent {
      switch kind.color {
      case .palette:
        // Alpha of the first entries alone; the others are opaque.
        file.transparency = (0..<max(1, range / 2)).map { (index: Int) -> UInt8 in
          UInt8(truncatingIfNeeded: index * 101)
        }
      default:
        // The colour of the first pixel is transparent wherever it occurs.
        for sample in samples.prefix(kind.color.samplesPerPixel) {
          file.transparency += [UInt8(sample >> 8), UInt8(sample & 255)]
        }
      }
    }
    return file
  }

  /// The pixels as this project reads them, in real numbers: laid over black, to 8 bits, rounded.
  private func expected(_ file: PNGFile) -> [UInt8] {
    let full = Double((1 << file.depth) - 1)
    let perPixel = file.color.samplesPerPixel
    var key: [Int] = []
    if file.color != .palette {
      for start in stride(from: 0, to: file.transparency.count, by: 2) {
        key.append(Int(file.transparency[start]) << 8 | Int(file.transparency[start + 1]))
      }
    }
    let starts = Array(stride(from: 0, to: file.samples.count, by: perPixel))
    return starts.flatMap { (start: Int) -> [UInt8] in
      let pixel = Array(file.samples[start..<start + perPixel])
      var color: [Double]
      var alpha = 1.0
      switch file.color {
      case .grey, .rgb:
        color = pixel.map { Double($0) / full }
        if pixel == key { alpha = 0 }
      case .palette:
        color = file.palette[pixel[0]].map { Double($0) / 255 }
        if pixel[0] < file.transparency.count { alpha = Double(file.transparency[pixel[0]]) / 255 }
      case .greyAlpha, .rgba:
        color = pixel.dropLast().map { Double($0) / full }
        alpha = Double(pixel.last!) / full
      }
      if color.count == 1 { color = [color[0], color[0], color[0]] }
      // No halves arise: 255 times a product of two fractions over 255 or 65535, both odd.
      return color.map { UInt8(($0 * alpha * 255).rounded()) }
    }
  }

  @Test(arguments: cases) func everyKindIsReadPixelForPixel(_ kind: Case) throws {
    let folder = try TemporaryFolder()
    let file = file(kind)
    try folder.write("a.png", file.bytes)
    let image = try PNGImage(file: folder.path("a.png"))
    #expect(image.width == kind.width && image.height == kind.height)
    let rgb = image.channels == 3 ? image.pixels : image.pixels.flatMap { [$0, $0, $0] }
    #expect(rgb == expected(file))
    if [.grey, .greyAlpha].contains(kind.color) { #expect(image.channels == 1) }
  }

  @Test func greyIsAMatterOfPixels() throws {
    let folder = try TemporaryFolder()
    for (name, blue, channels) in [("grey", 7, 1), ("blue", 8, 3)] {
      let file = PNGFile(
        width: 2, height: 1, color: .rgb, depth: 8, samples: [200, 200, 200, 7, 7, blue])
      try folder.write(name, file.bytes)
      #expect(try PNGImage(file: folder.path(name)).channels == channels)
    }
  }

  @Test func gammaIsLeftAside() throws {
    let folder = try TemporaryFolder()
    var file = PNGFile.plain(width: 2, height: 2, channels: 1, [0, 85, 170, 255])
    // 1 / 2.2, in hundred-thousandths.
    file.otherChunks = [("gAMA", [0, 0, 0xB1, 0x8F])]
    try folder.write("a.png", file.bytes)
    #expect(try PNGImage(file: folder.path("a.png")).pixels == [0, 85, 170, 255])
  }

  /// A file that libpng wrote, with its filters and real compression.
  @Test func compressedAndFilteredFilesAreRead() throws {
    let pixels = (0..<40 * 30 * 3).map { UInt8(truncatingIfNeeded: $0 * $0 / 50) }
    let encoded = png_bridge_encode(pixels, 40, 30, 3937, nil, 0)
    defer { png_bridge_free(encoded) }
    let folder = try TemporaryFolder()
    try folder.write(
      "a.png", Array(UnsafeBufferPointer(start: encoded.bytes, count: encoded.count)))
    let image = try PNGImage(file: folder.path("a.png"))
    #expect(image.pixels == pixels && image.width == 40 && image.height == 30)
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let reason: String
    let apply: @Sendable (inout [UInt8]) -> Void
    var testDescription: String { name }
  }

  /// The file is of 8 bytes of signature, 25 of header and then the palette or the data.
  static let damages: [Damage] = [
    Damage(name: "empty", reason: "the file ends inside the image") { $0 = [] },
    Damage(name: "another format", reason: "Not a PNG file") {
      $0 = Array("GIF89a, and more bytes than a signature has".utf8)
    },
    Damage(name: "cut in the data", reason: "the file ends inside the image") {
      $0.removeLast(20)
    },
    Damage(name: "without its last chunk", reason: "the file ends inside the image") {
      $0.removeLast(12)
    },
    // The data end with their own checksum, then come the chunk's and the 12 bytes of the last
    // chunk.
    Damage(name: "changed data", reason: "IDAT: incorrect data check") {
      $0[$0.count - 25] ^= 1
    },
    Damage(name: "changed checksum", reason: "IDAT: CRC error") { $0[$0.count - 13] ^= 1 },
    Damage(name: "changed header", reason: "IHDR: CRC error") { $0[19] ^= 1 },
    Damage(name: "changed transparency", reason: "tRNS: CRC error") { bytes in
      let index = bytes.indices.first { bytes[$0...].starts(with: "tRNS".utf8) }!
      bytes[index + 4] ^= 1
    },
    Damage(
      name: "a header that asks for more than the file holds",
      reason: "the file ends inside the image"
    ) {
      $0 = PNGFile(width: 8000, height: 8000, color: .rgba, depth: 16, samples: []).withoutData
    },
    Damage(name: "a header that asks for too much", reason: "more than 2^26 pixels") {
      $0 =
        PNGFile(width: 1 << 14, height: 1 << 13, color: .grey, depth: 8, samples: [])
        .withoutData
    },
  ]

  @Test(arguments: damages) func damageIsNamed(_ damage: Damage) throws {
    let folder = try TemporaryFolder()
    var file = PNGFile.plain(width: 6, height: 5, channels: 1, (0..<30).map { UInt8($0) })
    file.transparency = [0, 3]
    var bytes = file.bytes
    damage.apply(&bytes)
    try folder.write("a.png", bytes)
    let path = folder.path("a.png")
    #expect(throws: DatasetError.undecodableImage(file: path, reason: damage.reason)) {
      try PNGImage(file: path)
    }
  }
}
