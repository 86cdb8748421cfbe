import Foundation
import Testing
import TextOutput

struct DescriptorWriterTests {
  @Test func aClosedPipeRaisesNoSignal() {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let writer = DescriptorWriter(descriptor: ends[1])
    #expect(writer.write("read by somebody") == .written)
    close(ends[0])
    // With the signal's default the process would end here.
    #expect(writer.write("read by nobody") == .closed)
    #expect(writer.write("nor this") == .closed)
    close(ends[1])
    #expect(writer.write("to no descriptor") == .failed(code: EBADF))
    #expect(writer.write("").reason == nil)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"))) func aFullDiskIsSaid() {
    let file = open("/dev/full", O_WRONLY)
    defer { close(file) }
    let outcome = DescriptorWriter(descriptor: file).write("too much")
    #expect(outcome == .failed(code: ENOSPC))
    #expect(outcome.reason?.isEmpty == false)
  }
}
