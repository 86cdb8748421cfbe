/// The one owner of float memory: parameters, gradients, moments, activations. Zero-filled, aligned
/// to a cache line, of fixed size.
public final class FloatBuffer {
  public let count: Int
  public let pointer: UnsafeMutablePointer<Float>

  public init(count: Int) {
    self.count = count
    let raw = UnsafeMutableRawPointer.allocate(byteCount: max(64, count * 4), alignment: 64)
    pointer = raw.bindMemory(to: Float.self, capacity: max(16, count))
    pointer.initialize(repeating: 0, count: count)
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }

  public var contents: [Float] {
    get { Array(UnsafeBufferPointer(start: pointer, count: count)) }
    set {
      precondition(newValue.count == count, "a buffer keeps its size")
      newValue.withUnsafeBufferPointer { pointer.update(from: $0.baseAddress!, count: count) }
    }
  }
}
