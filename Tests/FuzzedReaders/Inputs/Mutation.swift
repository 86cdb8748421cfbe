/// Where a change of an input takes its choices from. Equal seeds give equal changes.
package struct Mutation {
  private var state: UInt64
  /// Changes bytes without knowing what they mean; libFuzzer has a good way of its own.
  private let changeBytes: ([UInt8], _ seed: UInt64) -> [UInt8]

  package init(
    seed: UInt64, changingBytes: (([UInt8], _ seed: UInt64) -> [UInt8])? = nil
  ) {
    state = seed
    changeBytes = changingBytes ?? Self.changeOne
  }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }

  /// Below `bound`, which is at least one.
  mutating func number(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func one(in count: Int) -> Bool { number(below: count) == 0 }

  mutating func element<Value>(of values: [Value]) -> Value { values[number(below: values.count)] }

  mutating func bytes(_ bytes: [UInt8]) -> [UInt8] { changeBytes(bytes, next()) }

  /// Numbers at which readers go wrong.
  mutating func integer() -> Int {
    let edges = [0, 1, 2, 3, 4, 7, 8, 10, 28, 32, 50, 100, 255, 256, 1 << 16, 1 << 31, 1 << 32]
    switch number(below: 8) {
    case 0: return element(of: [.max, .min, .max - 1, 1 << 62, -1 << 62])
    case 1: return -element(of: edges)
    case 2: return element(of: edges) + (one(in: 2) ? 1 : -1)
    case 3: return 1 << number(below: 63)
    default: return element(of: edges)
    }
  }

  private static func changeOne(_ bytes: [UInt8], _ seed: UInt64) -> [UInt8] {
    var (bytes, choice) = (bytes, seed)
    func take(_ bound: Int) -> Int {
      defer { choice = choice &* 0x5851_F42D_4C95_7F2D &+ 1 }
      return Int(choice >> 33) % max(bound, 1)
    }
    let place = take(bytes.count)
    switch take(4) {
    case 0 where !bytes.isEmpty: bytes[place] ^= 1 << take(8)
    case 1 where !bytes.isEmpty: bytes[place] = UInt8(take(256))
    case 2 where !bytes.isEmpty: bytes.removeSubrange(place..<min(place + 1 + take(8), bytes.count))
    default: bytes.insert(UInt8(take(256)), at: place)
    }
    return bytes
  }
}
