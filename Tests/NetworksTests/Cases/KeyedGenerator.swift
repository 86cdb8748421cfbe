/// SplitMix64 started from the 64-bit FNV-1a hash of a name: the generator of
/// `Fixtures/make_parity.py`, so that the fixtures need not hold parameters or images.
struct KeyedGenerator {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  init(_ name: String) {
    for byte in name.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Uniform in [-1, 1).
  mutating func symmetric() -> Double { 2 * (Double(bits() >> 11) * 0x1p-53) - 1 }

  /// `count` numbers, uniform in [-1, 1).
  mutating func values(_ count: Int) -> [Double] { (0..<count).map { _ in symmetric() } }

  /// Values for one parameter slice. No slice is zero, so that every gradient can be nonzero.
  /// The scales of queries and keys are large enough for logits beyond 6, where relu6 bends.
  static func parameters(_ name: String, shape: [Int], key: String) -> [Double] {
    var generator = KeyedGenerator("\(key):\(name)")
    let values = generator.values(shape.reduce(1, *))
    if name.hasSuffix("/kernel") {
      let bound = (6 / Double(shape[0] + shape[1])).squareRoot()
      return values.map { $0 * bound }
    }
    if name.hasSuffix("query_norm/scale") || name.hasSuffix("key_norm/scale") {
      return values.map { 2 + 0.5 * $0 }
    }
    if name.hasSuffix("/scale") { return values.map { 1 + 0.25 * $0 } }
    return values.map { 0.25 * $0 }
  }
}
