import Networks
import Testing
import Timing

/// Made-up steps: seconds by arm, the same in every block but for what `shape` adds to each step.
private func blocks(
  _ count: Int, a: Double = 1, control: Double = 1, b: Double = 1.08, load: Double = 0,
  drift: Double = 0
) -> [StepComparison.Block] {
  (0..<count).map { block in
    let order = [0, 1, 2, 2, 1, 0]
    let seconds = order.enumerated().map { place, arm in
      [a, control, b][arm] * (1 + drift * Double(block * 6 + place))
    }
    return StepComparison.Block(order: order, seconds: seconds, outsideLoad: load)
  }
}

private let gate: StepComparison = {
  let plain = VisionTransformerConfiguration(
    imageHeight: 224, imageWidth: 224, channels: 3, patch: 32, width: 384, depth: 12, heads: 6,
    classes: 1000, attention: .pointwise(.relu, alpha: LengthExponent(1)))
  var gated = plain
  gated.gate = .linear
  return StepComparison(
    name: "gating", model: "S/32", a: plain, b: gated, batch: 8, threads: 2, seconds: 60,
    halfWidth: 0.03, published: 1.093)
}()

// One at a time, since a host has one timing at a time.
@Suite(.serialized) struct StepComparisonTests {
  /// D / (12 D + 2 L) = 8.2 % for S/32 at the paper's shape: D = 384, L = 49.
  @Test func predictionIsTheCountOfMultiplications() {
    let exact = 384.0 / (12 * 384 + 2 * 49)
    print("predicted \(gate.predicted - 1), by the formula \(exact)")
    #expect(abs(gate.predicted - 1 - exact) < 1e-15)
    #expect(abs(exact - 0.082) < 0.0005)
  }

  @Test func aLinearDriftCancelsWithinMirroredBlocks() {
    let result = gate.compare(blocks(20, drift: 0.01), processor: "test")
    // Both steps of an arm are placed symmetrically, so their sum does not see the slope.
    #expect(abs(result.measured.ratio - 1.08) < 1e-12)
    #expect(abs(result.control.ratio - 1) < 1e-12)
    #expect(result.valid && result.units == 20 && result.dropped == 0)
  }

  @Test func disturbedBlocksAreDroppedAndCounted() {
    let result = gate.compare(
      blocks(20) + blocks(5, b: 3, load: 0.5), processor: "test")
    #expect(result.dropped == 5 && result.units == 20 && result.valid)
    #expect(result.measured.high < 1.09)
  }

  @Test func aControlOutsideTheHalfWidthIsNotValid() {
    #expect(!gate.compare(blocks(20, control: 1.05), processor: "test").valid)
    #expect(gate.compare(blocks(20, control: 1.02), processor: "test").valid)
  }

  @Test func tooFewQuietBlocksAreNotValid() {
    #expect(!gate.compare(blocks(4), processor: "test").valid)
    #expect(!gate.compare(blocks(4) + blocks(30, load: 1), processor: "test").valid)
  }

  @Test func realStepsAreMeasuredInMirroredBlocks() throws {
    var comparison = gate
    comparison.a = VisionTransformerConfiguration()
    comparison.b = VisionTransformerConfiguration(gate: .linear)
    comparison.seconds = 0.5
    comparison.batch = 4
    var elapsed: [Double] = []
    let timing = try comparison.measure(processor: "test") { elapsed.append($0) }
    let (result, blocks) = (timing.comparison, timing.blocks)
    #expect(!blocks.isEmpty && blocks.count == elapsed.count)
    #expect(elapsed == elapsed.sorted() && elapsed.last! >= comparison.seconds)
    for block in blocks {
      #expect(block.order == block.order.reversed())
      #expect(block.order.prefix(3).sorted() == [0, 1, 2])
      #expect(block.seconds.allSatisfy { $0 > 0 })
    }
    #expect(result.secondsA > 0 && result.measured.ratio > 0)
  }

  @Test func aStopIsHeeded() {
    #expect(throws: TimingError.self) {
      var comparison = gate
      comparison.a = VisionTransformerConfiguration()
      comparison.b = comparison.a
      _ = try comparison.measure(processor: "test", shouldStop: { true })
    }
  }
}
