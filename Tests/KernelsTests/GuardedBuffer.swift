/// Floats with a guard of known bits on both sides, to see whether a kernel writes beyond its
/// bounds.
///
/// Safe: a test reads `values` or `isIntact` after the kernel has run, so the memory lives that
/// long.
final class GuardedBuffer {
  private static let guardCount = 48
  private static let guardValue: Float = 12_345.678
  private let storage: UnsafeMutableBufferPointer<Float>
  let count: Int

  init(_ values: [Float]) {
    count = values.count
    storage = .allocate(capacity: count + 2 * Self.guardCount)
    storage.initialize(repeating: Self.guardValue)
    pointer.update(from: values, count: count)
  }

  /// `count` zeros.
  convenience init(count: Int) { self.init([Float](repeating: 0, count: count)) }

  deinit { storage.deallocate() }

  /// To the first float between the guards.
  var pointer: UnsafeMutablePointer<Float> { storage.baseAddress! + Self.guardCount }

  var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }

  var isIntact: Bool {
    storage.prefix(Self.guardCount).allSatisfy { $0 == Self.guardValue }
      && storage.suffix(Self.guardCount).allSatisfy { $0 == Self.guardValue }
  }
}
