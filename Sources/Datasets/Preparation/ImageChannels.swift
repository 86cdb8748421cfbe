/// Grey and RGB, one into the other.
enum ImageChannels {
  /// - Parameter images: [any number of pixels, `source` channels].
  static func converted(_ images: [UInt8], from source: Int, to target: Int) -> [UInt8] {
    switch (source, target) {
    case (1, 1), (3, 3): images
    case (1, 3): images.flatMap { repeatElement($0, count: 3) }
    case (3, 1):
      stride(from: 0, to: images.count, by: 3).map { start in
        let red = 299 * Int(images[start])
        let green = 587 * Int(images[start + 1])
        let blue = 114 * Int(images[start + 2])
        return UInt8((red + green + blue + 500) / 1000)
      }
    default: preconditionFailure("\(source) channels to \(target)")
    }
  }
}
