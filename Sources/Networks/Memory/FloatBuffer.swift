import SystemResources

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The one owner of float memory: parameters, gradients, moments, activations. Zero-filled, aligned
/// to a cache line, of fixed size.
///
/// Larger buffers are mapped from the system, which zeroes them and, on request, uses pages of
/// 2 MiB. A model takes hundreds of megabytes, and with pages of 4 KiB the page faults and the
/// misses of the translation cache cost time when it is built and in every step. Where the system has
/// no memory left, the program ends with a sentence.
package final class FloatBuffer {
  package let count: Int
  /// The first float, lent to kernels. It is valid as long as the buffer lives, so code that keeps
  /// the pointer must keep the buffer too.
  package let pointer: UnsafeMutablePointer<Float>
  /// Bytes that were mapped; zero where the memory came from the heap.
  private let mappedBytes: Int

  private static let hugePage = 2 << 20
  private static let smallestMapping = 4 * hugePage

  package init(count: Int) {
    self.count = count
    let bytes = max(64, count * MemoryLayout<Float>.stride)
    // Safe: either way there are at least `bytes` bytes, they hold zeros, which are valid floats,
    // and `deinit` alone gives them back.
    if bytes >= Self.smallestMapping, let mapped = Self.mapped(bytes: bytes) {
      mappedBytes = bytes
      pointer = mapped.bindMemory(to: Float.self, capacity: count)
    } else {
      mappedBytes = 0
      var memory: UnsafeMutableRawPointer?
      guard posix_memalign(&memory, 64, bytes) == 0, let raw = memory else {
        Memory.refuse(bytes: bytes, for: "an array of \(count) numbers")
      }
      pointer = raw.bindMemory(to: Float.self, capacity: max(16, count))
      pointer.initialize(repeating: 0, count: count)
    }
  }

  package convenience init(_ values: [Float]) {
    self.init(count: values.count)
    contents = values
  }

  deinit {
    // Safe: nothing else owns the memory, and it goes back to where it came from.
    let raw = UnsafeMutableRawPointer(pointer)
    if mappedBytes > 0 { munmap(raw, mappedBytes) } else { free(raw) }
  }

  package var contents: [Float] {
    // Safe: all `count` floats are initialised and belong to this buffer.
    get { Array(UnsafeBufferPointer(start: pointer, count: count)) }
    set {
      precondition(newValue.count == count, "a buffer keeps its size")
      // Safe: both sides have `count` floats, and an array never overlaps a buffer.
      newValue.withUnsafeBufferPointer { values in
        if let first = values.baseAddress { pointer.update(from: first, count: count) }
      }
    }
  }

  package subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "the index lies within the buffer")
      return pointer[index]
    }
    set {
      precondition(index >= 0 && index < count, "the index lies within the buffer")
      pointer[index] = newValue
    }
  }

  package func fill(with value: Float) {
    // Safe: the buffer has `count` floats.
    pointer.update(repeating: value, count: count)
  }

  /// Nil where the system refuses; the heap then reports the shortage, if it fails too.
  private static func mapped(bytes: Int) -> UnsafeMutableRawPointer? {
    let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else { return nil }
    #if os(Linux)
      // Only advice: without huge pages everything works, more slowly.
      madvise(memory, bytes, MADV_HUGEPAGE)
    #endif
    return memory
  }
}
