import Networks
import Testing

struct FloatBufferTests {
  /// From the heap and, the last one, mapped from the system.
  @Test(arguments: [0, 1, 17, 1 << 21])
  func isZeroedAndAligned(count: Int) {
    let buffer = FloatBuffer(count: count)
    #expect(buffer.count == count)
    #expect(Int(bitPattern: buffer.pointer) % 64 == 0)
    #expect(buffer.contents.allSatisfy { $0 == 0 })
  }

  @Test func keepsWhatIsWritten() {
    let buffer = FloatBuffer([1, 2, 3])
    buffer[1] = 5
    #expect(buffer.contents == [1, 5, 3])
    #expect(buffer[2] == 3)
    buffer.contents = [7, 8, 9]
    #expect(buffer[0] == 7)
    buffer.fill(with: 4)
    #expect(buffer.contents == [4, 4, 4])
  }
}
