extension Raster {
  /// The picture with at most so many colours, as a palette has them: a PNG file is half as long then. Frequent
  /// colours stay as they are, such as the ground; the others, of edges and of what shows through, are brought
  /// together with their neighbours. The same picture gives the same bytes.
  package func withColors(atMost most: Int) -> Raster {
    let counts = colorCounts
    guard counts.count > most else { return self }
    let byCount = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let kept = byCount.prefix(most / 2).prefix { $0.value > width * height / 5000 }
    var replacement = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.key) })
    var boxes = [ColorBox(byCount.dropFirst(kept.count).map { ($0.key, $0.value) })]
    while boxes.count < most - kept.count {
      guard let widest = boxes.indices.max(by: { boxes[$0].spread < boxes[$1].spread }),
        boxes[widest].spread > 0
      else { break }
      let (low, high) = boxes[widest].halves
      boxes[widest] = low
      boxes.append(high)
    }
    for box in boxes {
      let mean = box.mean
      for (color, _) in box.colors { replacement[color] = mean }
    }
    var picture = self
    var last: (color: UInt32, replacement: UInt32) = (.max, 0)
    picture.rgb.withUnsafeMutableBufferPointer { rgb in
      for start in stride(from: 0, to: rgb.count, by: 3) {
        let color = UInt32(rgb[start]) << 16 | UInt32(rgb[start + 1]) << 8 | UInt32(rgb[start + 2])
        if color != last.color { last = (color, replacement[color] ?? color) }
        rgb[start] = UInt8(truncatingIfNeeded: last.replacement >> 16)
        rgb[start + 1] = UInt8(truncatingIfNeeded: last.replacement >> 8)
        rgb[start + 2] = UInt8(truncatingIfNeeded: last.replacement)
      }
    }
    return picture
  }

  /// Pixels by their colour, 0xRRGGBB.
  private var colorCounts: [UInt32: Int] {
    var counts: [UInt32: Int] = [:]
    // Neighbours are mostly alike.
    var run: (color: UInt32, count: Int) = (0, 0)
    rgb.withUnsafeBufferPointer { rgb in
      for start in stride(from: 0, to: rgb.count, by: 3) {
        let color = UInt32(rgb[start]) << 16 | UInt32(rgb[start + 1]) << 8 | UInt32(rgb[start + 2])
        if color != run.color {
          if run.count > 0 { counts[run.color, default: 0] += run.count }
          run = (color, 0)
        }
        run.count += 1
      }
    }
    if run.count > 0 { counts[run.color, default: 0] += run.count }
    return counts
  }
}

/// Colours that lie together, with their pixels.
private struct ColorBox {
  let colors: [(color: UInt32, count: Int)]
  /// The longest side: its channel, by its shift, and its ends.
  private let side: (shift: UInt32, low: UInt32, high: UInt32)
  /// By which boxes are halved first: long ones, and of these the ones with many pixels.
  let spread: Double

  init(_ colors: [(UInt32, Int)]) {
    self.colors = colors
    var longest: (shift: UInt32, low: UInt32, high: UInt32) = (16, 0, 0)
    for shift in [16, 8, 0] as [UInt32] {
      let values = colors.map { $0.0 >> shift & 0xFF }
      guard let low = values.min(), let high = values.max() else { continue }
      if high - low > longest.high - longest.low { longest = (shift, low, high) }
    }
    side = longest
    let pixels = colors.reduce(0) { $0 + $1.1 }
    spread = Double(longest.high - longest.low) * Double(pixels).squareRoot().squareRoot()
  }

  /// Cut in the middle of the longest side; neither is empty where the side has a length.
  var halves: (ColorBox, ColorBox) {
    let middle = (side.low + side.high) / 2
    let isLow = { (color: UInt32) in color >> side.shift & 0xFF <= middle }
    return (
      ColorBox(colors.filter { isLow($0.color) }), ColorBox(colors.filter { !isLow($0.color) })
    )
  }

  /// Over the pixels, each channel rounded.
  var mean: UInt32 {
    let pixels = colors.reduce(0) { $0 + $1.count }
    return [16, 8, 0].reduce(0) { mean, shift in
      let sum = colors.reduce(0) { $0 + Int($1.color >> shift & 0xFF) * $1.count }
      return mean | UInt32((sum + pixels / 2) / pixels) << shift
    }
  }
}
