import Foundation

/// A PNG file written from its samples, without libpng, by the letter of the standard (W3C, PNG,
/// second edition): filter 0, and deflate blocks that store what they hold.
struct PNGFile {
  enum ColorType: UInt8, CaseIterable {
    case grey = 0
    case rgb = 2
    case palette = 3
    case greyAlpha = 4
    case rgba = 6

    var samplesPerPixel: Int {
      switch self {
      case .grey, .palette: 1
      case .greyAlpha: 2
      case .rgb: 3
      case .rgba: 4
      }
    }

    /// The standard's table 11.1.
    var depths: [Int] {
      switch self {
      case .grey: [1, 2, 4, 8, 16]
      case .palette: [1, 2, 4, 8]
      case .rgb, .greyAlpha, .rgba: [8, 16]
      }
    }
  }

  var width: Int
  var height: Int
  var color: ColorType
  var depth: Int
  var isInterlaced = false
  /// [height, width, samples per pixel], each below 2^depth.
  var samples: [Int]
  /// Red, green and blue of each entry.
  var palette: [[UInt8]] = []
  /// Data of a tRNS chunk.
  var transparency: [UInt8] = []
  /// Between the header and the rest.
  var otherChunks: [(type: String, data: [UInt8])] = []

  private var signatureAndHeader: [UInt8] {
    let sizes = Self.number(width) + Self.number(height)
    let kind: [UInt8] = [UInt8(depth), color.rawValue, 0, 0, isInterlaced ? 1 : 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Self.chunk("IHDR", sizes + kind)
  }

  /// A file that ends where its data should begin.
  var withoutData: [UInt8] { signatureAndHeader + Self.chunk("IDAT", []) }

  var bytes: [UInt8] {
    var file = signatureAndHeader
    for chunk in otherChunks { file += Self.chunk(chunk.type, chunk.data) }
    if !palette.isEmpty { file += Self.chunk("PLTE", palette.flatMap(\.self)) }
    if !transparency.isEmpty { file += Self.chunk("tRNS", transparency) }
    return file + Self.chunk("IDAT", Self.zlibStream(imageData)) + Self.chunk("IEND", [])
  }

  /// Start and step of rows and columns in each of Adam7's passes.
  private var passes: [(row: Int, rowStep: Int, column: Int, columnStep: Int)] {
    guard isInterlaced else { return [(0, 1, 0, 1)] }
    return [
      (0, 8, 0, 8), (0, 8, 4, 8), (4, 8, 0, 4), (0, 4, 2, 4), (2, 4, 0, 2), (0, 2, 1, 2),
      (1, 2, 0, 1),
    ]
  }

  private var imageData: [UInt8] {
    var data: [UInt8] = []
    for pass in passes {
      let columns = Array(stride(from: pass.column, to: width, by: pass.columnStep))
      guard !columns.isEmpty else { continue }
      for row in stride(from: pass.row, to: height, by: pass.rowStep) {
        data.append(0)
        var bits: [Bool] = []
        for column in columns {
          for channel in 0..<color.samplesPerPixel {
            let sample = samples[(row * width + column) * color.samplesPerPixel + channel]
            bits += (0..<depth).reversed().map { sample >> $0 & 1 == 1 }
          }
        }
        while !bits.count.isMultiple(of: 8) { bits.append(false) }
        data += stride(from: 0, to: bits.count, by: 8).map { start in
          bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
      }
    }
    return data
  }

  private static func zlibStream(_ data: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    let size = 65_535
    for start in stride(from: 0, to: data.count, by: size) {
      let block = data[start..<min(start + size, data.count)]
      let length = UInt16(block.count)
      stream.append(start + size >= data.count ? 1 : 0)
      for number in [length, ~length] { stream += [UInt8(number & 255), UInt8(number >> 8)] }
      stream += block
    }
    var low = 1
    var high = 0
    for byte in data {
      low = (low + Int(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return stream + number(high << 16 | low)
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    let checksum = cyclicRedundancyCheck(body)
    return number(data.count) + body + number(Int(checksum))
  }

  private static func number(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// A grey or RGB image of 8 bits, for sets of them.
  static func plain(width: Int, height: Int, channels: Int, _ pixels: [UInt8]) -> PNGFile {
    PNGFile(
      width: width, height: height, color: channels == 1 ? .grey : .rgb, depth: 8,
      samples: pixels.map(Int.init))
  }
}
