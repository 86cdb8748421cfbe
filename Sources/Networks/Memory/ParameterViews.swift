/// The parameters as the passes read them: slice by slice.
struct ParameterView {
  /// Keeps the memory alive that the pointers borrow.
  let buffer: FloatBuffer

  /// The slice's values, of the shape `slice.shape`.
  ///
  /// Safe: a slice lies within its layout, which sized the buffer.
  subscript(slice: ParameterLayout.Slice) -> UnsafePointer<Float> {
    UnsafePointer(buffer.pointer + slice.offset)
  }
}

/// The gradient by the parameters as the backward pass adds to it: slice by slice.
struct GradientView {
  /// Keeps the memory alive that the pointers borrow.
  let buffer: FloatBuffer

  /// The gradient by the slice's values, of the shape `slice.shape`.
  ///
  /// Safe: a slice lies within its layout, which sized the buffer, and one thread at a time adds to
  /// the gradient of a shard.
  subscript(slice: ParameterLayout.Slice) -> UnsafeMutablePointer<Float> {
    buffer.pointer + slice.offset
  }
}
