import Foundation
import Testing
import Timing

/// Real processes and real sockets.
@Suite(.serialized) struct SequenceParallelismTests {
  /// L that P divides, and one that it does not.
  @Test(arguments: [64, 49])
  func everyMethodGivesTheUnshardedResult(tokens: Int) throws {
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (heads, headWidth) = (2, 16)
    var study = SequenceParallelStudy(
      executable: ProgramUnderTest.path, cores: 2, processor: "test", repeats: 1)
    study.lockFolder = folder
    let result = try study.run(
      model: .s32, tokens: tokens, heads: heads, headWidth: headWidth)
    #expect(result.entries.count == 4 * 3 * 2)
    let largest = result.entries.map(\.difference).max()!
    print("largest difference \(largest), tolerance \(result.tolerance)")
    #expect(result.agrees && largest <= result.tolerance)
    // Several processes add in another order; the comparison is not of a thing with itself.
    #expect(largest > 0)
    for entry in result.entries {
      #expect((entry.seconds != nil) == (entry.processes <= 2))
      let counts = entry.counts
      let collectives =
        entry.processes == 1
        ? 0 : entry.method == .softmaxTwoPasses && entry.direction == .forward ? 2 : 1
      let rounds = entry.processes.trailingZeroBitCount
      // Floats of a row of one head: d of output, and softmax's maximum and sum in the forward pass.
      let floats =
        headWidth + (entry.method != .pointwise && entry.direction == .forward ? 2 : 0)
      #expect(counts.collectives == collectives)
      #expect(counts.synchronisationPoints == collectives * rounds)
      #expect(counts.bytes == rounds * tokens * heads * floats * 4)
    }
    let pointwise = try #require(result.counts(.pointwise, processes: 8))
    let twoPasses = try #require(result.counts(.softmaxTwoPasses, processes: 8))
    let merged = try #require(result.counts(.softmaxMerged, processes: 8))
    #expect(pointwise.collectives == 2 && twoPasses.collectives == 3 && merged.collectives == 2)
  }
}
