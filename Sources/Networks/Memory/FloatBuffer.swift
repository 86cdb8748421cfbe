#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The one owner of float memory: parameters, gradients, moments, activations. Zero-filled, aligned
/// to a cache line, of fixed size.
///
/// What is larger than a few huge pages is mapped from the system, which gives it zeroed and, where
/// asked, in pages of 2 MiB: a model is hundreds of megabytes, and a fault and an entry of the
/// translation cache for every 4 KiB of it cost time in building and in every step.
public final class FloatBuffer {
  public let count: Int
  public let pointer: UnsafeMutablePointer<Float>
  /// Bytes that were mapped; zero where the memory came from the heap.
  private let mappedBytes: Int

  private static let hugePage = 2 << 20
  private static let smallestMapping = 4 * hugePage

  public init(count: Int) {
    self.count = count
    let bytes = max(64, count * MemoryLayout<Float>.stride)
    if bytes >= Self.smallestMapping, let mapped = Self.mapped(bytes: bytes) {
      mappedBytes = bytes
      pointer = mapped.bindMemory(to: Float.self, capacity: count)
    } else {
      mappedBytes = 0
      let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      pointer = raw.bindMemory(to: Float.self, capacity: max(16, count))
      pointer.initialize(repeating: 0, count: count)
    }
  }

  deinit {
    let raw = UnsafeMutableRawPointer(pointer)
    if mappedBytes > 0 { munmap(raw, mappedBytes) } else { raw.deallocate() }
  }

  public var contents: [Float] {
    get { Array(UnsafeBufferPointer(start: pointer, count: count)) }
    set {
      precondition(newValue.count == count, "a buffer keeps its size")
      newValue.withUnsafeBufferPointer { pointer.update(from: $0.baseAddress!, count: count) }
    }
  }

  /// Nil where the system gives none; the heap then says why, if it cannot either.
  private static func mapped(bytes: Int) -> UnsafeMutableRawPointer? {
    let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else { return nil }
    #if os(Linux)
      // A wish: without it everything works, in small pages.
      madvise(memory, bytes, MADV_HUGEPAGE)
    #endif
    return memory
  }
}
