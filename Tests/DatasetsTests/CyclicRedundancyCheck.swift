/// CRC-32 as the standards of gzip and PNG define it, bit by bit.
func cyclicRedundancyCheck(_ bytes: [UInt8]) -> UInt32 {
  var value: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    value ^= UInt32(byte)
    for _ in 0..<8 {
      let half = value >> 1
      value = value & 1 == 1 ? half ^ 0xEDB8_8320 : half
    }
  }
  return ~value
}
