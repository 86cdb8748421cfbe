/// One thread's memory for the activations of a chunk of images, and their places in it. Nothing is
/// allocated in a step.
struct ActivationArena {
  let layout: ActivationLayout
  /// Keeps the memory alive that the pointers borrow.
  private let buffer: FloatBuffer

  init(_ layout: ActivationLayout) {
    self.layout = layout
    buffer = FloatBuffer(count: layout.count)
  }

  /// The first float of a region, whose shape `ActivationLayout` gives with its name.
  ///
  /// Safe: a region lies within its layout, which sized the buffer, and an arena belongs to one
  /// thread.
  subscript(region: ActivationLayout.Region) -> UnsafeMutablePointer<Float> {
    buffer.pointer + region.offset
  }
}
