import Figures
import Testing

@Suite struct LabelPlacementTests {
  @Test(arguments: [
    // Far apart: each stays at its anchor.
    ([10.0, 50, 90], [10.0, 10, 10], 0.0...100.0, [10.0, 50, 90]),
    // Equal anchors: spread around them.
    ([50.0, 50, 50], [10.0, 10, 10], 0...100, [40.0, 50, 60]),
    // Two that touch share the shift; a third stays.
    ([20.0, 24, 80], [10.0, 10, 10], 0...100, [17.0, 27, 80]),
    // At the ends the column pushes back.
    ([0.0, 1], [10.0, 10], 0...100, [5.0, 15]),
    ([99.0, 100], [10.0, 20], 0...100, [75.0, 90]),
    // Too little room: from the top on, in order.
    ([5.0, 5, 5], [10.0, 10, 10], 0...12, [5.0, 15, 25]),
    ([], [], 0...10, []),
  ])
  func places(
    _ anchors: [Double], heights: [Double], column: ClosedRange<Double>, expected: [Double]
  ) {
    let centers = LabelPlacement.centers(anchors: anchors, heights: heights, within: column)
    #expect(centers.count == expected.count)
    // A few sums of numbers up to 100.
    #expect(zip(centers, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
