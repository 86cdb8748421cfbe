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
      training: fitted(training), test: fitted(test),
      classes: identity.classes, height: height, width: width, channels: channels,
      origin: identity.origin)
  }
}
