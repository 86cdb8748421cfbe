extension Dataset {
  /// The same set with images of another size and number of channels, such as those of the set that
  /// a model was trained on.
  ///
  /// Grey becomes RGB by repetition. RGB becomes grey by the luma weights of ITU-R BT.601, 0.299,
  /// 0.587 and 0.114, in thousandths and rounded to the nearest. Sizes change after channels, by
  /// `Resampler`; the sides may change by different factors.
  ///
  /// - Precondition: `channels` is 1 or 3, as is the set's own number.
  public func fitted(height: Int, width: Int, channels: Int) -> Dataset {
    let old = (height: identity.height, width: identity.width)
    if (height, width, channels) == (old.height, old.width, identity.channels) { return self }
    let resampler = Resampler(from: old, to: (height, width))
    func fitted(_ part: DatasetPart) -> DatasetPart {
      let images = ImageChannels.converted(part.images, from: identity.channels, to: channels)
      return DatasetPart(
        images: (height, width) == old ? images : resampler.resample(images, channels: channels),
        labels: part.labels)
    }
    return Dataset(
      name: identity.name, training: fitted(training), test: fitted(test),
      classes: identity.classes, height: height, width: width, channels: channels)
  }
}

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
