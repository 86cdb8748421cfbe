/// Brings images of one size to another, in integer arithmetic alone, so that the bytes are the
/// same in every build.
///
/// Along an axis that shrinks, a new pixel is the average of the old ones that it covers, each
/// weighted by the share that is covered; along an axis that grows, it is interpolated linearly
/// between the centres of the two old pixels around its own centre, and at the border is the border
/// pixel. Weights are whole numbers with a common sum; the one rounding, to the nearest and halves
/// up, is of the weighted sum over both axes. An axis that keeps its length keeps its pixels.
struct Resampler {
  private let rows, columns: Axis

  init(from source: (height: Int, width: Int), to target: (height: Int, width: Int)) {
    rows = Axis(from: source.height, to: target.height)
    columns = Axis(from: source.width, to: target.width)
  }

  /// - Parameter images: [n, height, width, channels] of the old size.
  /// - Returns: as many of the new size.
  func resample(_ images: [UInt8], channels: Int) -> [UInt8] {
    let sourcePixels = rows.source * columns.source * channels
    let count = images.count / sourcePixels
    let targetPixels = rows.target * columns.target * channels
    // The weighted sums along rows, [old height, new width, channels], kept exact.
    var sums = [Int](repeating: 0, count: rows.source * columns.target * channels)
    return [UInt8](unsafeUninitializedCapacity: count * targetPixels) { target, written in
      images.withUnsafeBufferPointer { source in
        for image in 0..<count {
          sumAlongRows(
            source.extracting(image * sourcePixels..<(image + 1) * sourcePixels),
            channels: channels, into: &sums)
          averageColumns(
            sums, channels: channels,
            into: target.extracting(image * targetPixels..<(image + 1) * targetPixels))
        }
      }
      written = count * targetPixels
    }
  }

  private func sumAlongRows(
    _ image: UnsafeBufferPointer<UInt8>, channels: Int, into sums: inout [Int]
  ) {
    for y in 0..<rows.source {
      for x in 0..<columns.target {
        let taps = columns.taps[x]
        for channel in 0..<channels {
          var sum = 0
          for (offset, weight) in taps.weights.enumerated() {
            sum +=
              weight * Int(image[(y * columns.source + taps.start + offset) * channels + channel])
          }
          sums[(y * columns.target + x) * channels + channel] = sum
        }
      }
    }
  }

  private func averageColumns(
    _ sums: [Int], channels: Int, into image: UnsafeMutableBufferPointer<UInt8>
  ) {
    let total = rows.total * columns.total
    let rowLength = columns.target * channels
    for y in 0..<rows.target {
      let taps = rows.taps[y]
      for element in 0..<rowLength {
        var sum = total / 2
        for (offset, weight) in taps.weights.enumerated() {
          sum += weight * sums[(taps.start + offset) * rowLength + element]
        }
        image[y * rowLength + element] = UInt8(sum / total)
      }
    }
  }

  /// The weights along one axis.
  private struct Axis {
    /// Lengths before and after.
    let source, target: Int
    /// For each new pixel, the first old one that it takes from and the weights from there on.
    let taps: [(start: Int, weights: [Int])]
    /// What the weights of each new pixel add up to.
    let total: Int

    init(from source: Int, to target: Int) {
      self.source = source
      self.target = target
      if target <= source {
        // In units of 1 / target of an old pixel, a new one is `source` long and an old one
        // `target`.
        total = source
        taps = (0..<target).map { new in
          let covered = new * source..<(new + 1) * source
          let first = covered.lowerBound / target
          let last = (covered.upperBound - 1) / target
          let weights = (first...last).map { old in
            covered.clamped(to: old * target..<(old + 1) * target).count
          }
          return (first, weights)
        }
      } else {
        // The centre of a new pixel, in units of 1 / (2 target) from the first old one's centre.
        let unit = 2 * target
        total = unit
        taps = (0..<target).map { new in
          let centre = min(max((2 * new + 1) * source - target, 0), (source - 1) * unit)
          let (start, fraction) = centre.quotientAndRemainder(dividingBy: unit)
          return (start, fraction == 0 ? [unit] : [unit - fraction, fraction])
        }
      }
    }
  }
}
