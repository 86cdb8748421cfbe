import Figures
import SampleFigures
import Testing

@Suite struct FigureTests {
  /// A range has no level.
  @Test func captionsNameRanges() {
    #expect(
      SampleFigures.weights.caption.contains("Intervals: range over layers; the unit is the layer.")
    )
  }

  @Test func captionSaysWhatEveryIntervalIs() {
    #expect(
      SampleFigures.overhead.caption == """
        Whole training steps, interleaved, on two threads. Intervals: 95 % interval of the median \
        ratio; the unit is the block, n = 8.
        """)
    #expect(
      SampleFigures.alpha.caption == """
        Fashion-MNIST, 24,000 training images, width 32, depth 4. Intervals: 95 % t interval of \
        the mean; the unit is the seed, n = 3. Series that would hide each other at one x are set \
        a little apart sideways.
        """)
  }
}
