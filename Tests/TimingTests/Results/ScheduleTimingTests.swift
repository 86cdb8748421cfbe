import Foundation
import Testing
import Timing

@Suite struct ScheduleTimingTests {
  /// Both steps of an arm are placed symmetrically, so one ratio is off by as much as the other, to
  /// the first order. Of the second remains at most (k d)^2, for k = 5 places between two steps of
  /// one half and d = 0.001 a place.
  @Test func aLinearDriftCancelsWithinMirroredBlocks() throws {
    let drift = 0.001
    let result = try handMadeTiming(handMadeBlocks(drift: drift))
    let tolerance = (5 * drift) * (5 * drift)
    print("drift leaves \(result.measured.ratio - 1.08), tolerance \(tolerance)")
    #expect(abs(result.measured.ratio - 1.08) < tolerance)
    #expect(abs(result.control.ratio - 1) < tolerance)
    #expect(result.valid && result.unit == "process" && result.units == 8 && result.dropped == 0)
    #expect(result.details?.blocks == 32)
  }

  /// A step that something held up to three times its length is one ratio of a process's many.
  @Test func oneStepThatWasHeldUpChangesNothing() throws {
    var blocks = handMadeBlocks(blocks: 2)
    for index in stride(from: 0, to: blocks.count, by: 2) {
      blocks[index].seconds[blocks[index].order.firstIndex(of: index % 4 == 0 ? 1 : 2)!] *= 3
    }
    let result = try handMadeTiming(blocks)
    #expect(abs(result.measured.ratio - 1.08) < 1e-12 && abs(result.control.ratio - 1) < 1e-12)
    #expect(result.valid)
  }

  /// Processes that differ by 0, 1, ..., 7 %: the interval is Student's over their log ratios,
  /// however many blocks each has. t with 7 degrees of freedom is 2.364624 at 97.5 %.
  @Test(arguments: [2, 3, 20])
  func theProcessIsTheUnit(blocks: Int) throws {
    let result = try handMadeTiming(
      handMadeBlocks(blocks: blocks, offset: { Double($0) / 100 }))
    let logs = (0..<8).map { log(1.08 * (1 + Double($0) / 100)) }
    let mean = logs.reduce(0, +) / 8
    let deviation = (logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7).squareRoot()
    let half = 2.364624 * deviation / 8.0.squareRoot()
    print("half-width \(log(result.measured.high / result.measured.low) / 2), by hand \(half)")
    #expect(abs(result.measured.ratio - exp(mean)) < 1e-12)
    #expect(abs(log(result.measured.high / result.measured.ratio) - half) < 1e-7)
    #expect(abs(log(result.measured.ratio / result.measured.low) - half) < 1e-7)
  }

  @Test(
    arguments: [
      MachineLoad(outside: 0.16, steal: 0, pressure: 0, runnable: 1),
      MachineLoad(outside: 0.06, steal: 0, pressure: 0.11, runnable: 1),
    ])
  func disturbedBlocksAreDroppedAndCounted(load: MachineLoad) throws {
    let result = try handMadeTiming(
      handMadeBlocks() + handMadeBlocks(blocks: 2, times: [1, 2, 3], load: load))
    #expect(result.dropped == 16 && result.units == 8 && result.valid)
    #expect(result.measured.high < 1.09)
  }

  /// Pressure without anybody else is that of the process's own threads.
  @Test func threadsThatWaitForEachOtherDisturbNothing() {
    #expect(!MachineLoad(outside: 0.04, steal: 0, pressure: 0.3, runnable: 1).isDisturbing)
  }

  @Test(arguments: [(1.05, false), (1.02, true), (0.98, true), (0.96, false)])
  func theControlDecidesValidity(control: Double, valid: Bool) throws {
    let result = try handMadeTiming(handMadeBlocks(times: [1, control, 1.08]))
    #expect(result.valid == valid)
  }

  @Test func fewerProcessesThanEightAreNotValid() throws {
    #expect(try !handMadeTiming(handMadeBlocks(processes: 7)).valid)
    // One block is too few for its process to count.
    let single = try handMadeTiming(
      handMadeBlocks(processes: 7) + handMadeBlocks(processes: 1, blocks: 1, firstProcess: 7))
    #expect(!single.valid && single.units == 7 && single.dropped == 1)
    let disturbed = MachineLoad(outside: 1, steal: 0, pressure: 0, runnable: 3)
    let result = try handMadeTiming(
      handMadeBlocks(processes: 7) + handMadeBlocks(processes: 1, load: disturbed, firstProcess: 7))
    #expect(!result.valid && result.units == 7)
    // Where nothing is quiet the numbers are of all blocks, and not valid.
    let none = try handMadeTiming(handMadeBlocks(load: disturbed))
    #expect(!none.valid && none.dropped == 32 && none.units == 8)
  }
}
