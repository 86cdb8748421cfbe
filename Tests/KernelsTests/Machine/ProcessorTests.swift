import Kernels
import Testing

struct ProcessorTests {
  @Test func subnormalsAreFlushedInsideOnly() {
    let before = flushesSubnormals
    flushingSubnormals {
      #expect(flushesSubnormals)
      // A quotient that the compiler cannot know.
      var halved: [Float] = [.leastNormalMagnitude]
      multiplyElements(count: 1, left: halved, right: [0.5], product: &halved)
      #expect(halved[0] == 0)
    }
    #expect(flushesSubnormals == before)
  }

  @Test func thisProcessorIsSufficient() {
    print("compiled for \(compiledVectorInstructions)")
    #expect(processorIsSufficient)
  }
}
