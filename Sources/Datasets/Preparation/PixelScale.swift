/// Bytes to the [-1, 1] of the paper's configurations: pixel / 127.5 - 1.
enum PixelScale {
  @inline(__always)
  static func value(_ pixel: UInt8) -> Float { Float(pixel) / 127.5 - 1 }

  static func fill(
    _ destination: UnsafeMutablePointer<Float>, from pixels: UnsafePointer<UInt8>, count: Int
  ) {
    for i in 0..<count { destination[i] = value(pixels[i]) }
  }
}

extension DatasetPart {
  /// Writes the images of `range`, scaled to [-1, 1], to `destination` [range.count, height, width,
  /// channels].
  public func fill(_ range: Range<Int>, into destination: UnsafeMutablePointer<Float>) {
    guard count > 0 else { return }
    let pixels = images.count / count
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "images \(range) of \(count)")
    images.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      PixelScale.fill(
        destination, from: base + range.lowerBound * pixels, count: range.count * pixels)
    }
  }
}
