import Foundation
import Networks
import Testing
import Timing

@Suite struct InterleavedStepsTests {
  private static func rounds(_ count: Int, load: Double = 0) -> [InterleavedSteps.Round] {
    (0..<count).map {
      .init(
        seconds: [1 + Double($0) / 100, 3], processorSeconds: [2, 5 + Double($0)], outsideLoad: load
      )
    }
  }

  @Test func theMedianHasItsInterval() {
    // Of 22 values the sixth from either end: two tails of 0.0085 each.
    let result = InterleavedSteps.result(of: Self.rounds(22))
    #expect(result.dropped == 0 && result.times.map(\.steps) == [22, 22])
    #expect(abs(result.times[0].median - 1.105) < 1e-12)
    #expect(result.times[0].low == 1.05 && result.times[0].high == 1.16)
    #expect(result.times[1].low == 3 && result.times[1].high == 3)
    #expect(result.times.map(\.processorSeconds) == [2, 15.5])
  }

  @Test func roundsUnderLoadAreDroppedWhereEnoughStay() {
    let busy = Self.rounds(5, load: 0.5)
    let mostlyQuiet = InterleavedSteps.result(of: busy + Self.rounds(6))
    #expect(mostlyQuiet.dropped == 5 && mostlyQuiet.times[0].steps == 6)
    let mostlyBusy = InterleavedSteps.result(of: busy + Self.rounds(5))
    #expect(mostlyBusy.dropped == 0 && mostlyBusy.times[0].steps == 10)
  }

  /// However short the time, every model gets the steps that an interval needs, all as many.
  @Test func everyModelIsMeasuredAsOften() throws {
    let models = [16, 8].map { width in
      InterleavedSteps.Model(
        configuration: VisionTransformerConfiguration(width: width, depth: 1), batch: 4, shards: 2)
    }
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var measurement = InterleavedSteps(models: models, threads: 1, seconds: 1e-6)
    measurement.lockFolder = folder
    var steps = 0
    let result = try measurement.measure(progress: { _, _ in steps += 1 })
    #expect(result.times.map(\.steps) == [6, 6] && steps == 12)
    #expect(result.times.allSatisfy { 0 < $0.low && $0.low <= $0.median && $0.median <= $0.high })
    #expect(throws: TimingError.self) { try measurement.measure(shouldStop: { true }) }
  }
}
