/// FNV-1a in 64 bits over bit patterns, low byte first: enough to tell whether bits agree, with
/// integer arithmetic alone.
struct Digest: Equatable {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ values: [Float]) {
    for value in values {
      var word = value.bitPattern
      for _ in 0..<4 {
        hash = (hash ^ UInt64(word & 0xff)) &* 0x100_0000_01b3
        word >>= 8
      }
    }
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
