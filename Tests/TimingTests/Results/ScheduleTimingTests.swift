import Foundation
import Testing
import Timing

@Suite struct ScheduleTimingTests {
  /// The lowest steps of two arms are at most five places apart, and the drift is d a place, in the same
  /// direction for each of three orders that take turns.
  @Test func aDriftFavoursNoArm() throws {
    let drift = 0.0001
    let result = try handMadeTiming(handMadeBlocks(drift: drift))
    let tolerance = 5 * drift * 1.08
    print("drift leaves \(result.measured.ratio - 1.08), tolerance \(tolerance)")
    #expect(abs(result.measured.ratio - 1.08) < tolerance)
    #expect(abs(result.control.ratio - 1) < tolerance)
    #expect(result.unit == "process" && result.units == 8 && result.dropped == 0)
    #expect(result.details?.blocks == 32)
  }

  /// Of ten blocks seven are held up to three times their length, in all steps or in those of one arm: six of
  /// twenty steps are left alone, of which the decile needs three.
  @Test func stepsThatWereHeldUpChangeNothing() throws {
    var blocks = handMadeBlocks(blocks: 10)
    for index in blocks.indices where index % 10 < 7 {
      for place in blocks[index].order.indices
      where blocks[index].process % 2 == 0 || blocks[index].order[place] == 2 {
        blocks[index].seconds[place] *= 3
      }
    }
    let result = try handMadeTiming(blocks)
    #expect(abs(result.measured.ratio - 1.08) < 1e-12 && abs(result.control.ratio - 1) < 1e-12)
    #expect(result.standing == .precise)
  }

  /// Processes that differ by 0, 1, ..., 7 %: the interval is Student's over their log ratios,
  /// however many blocks each has. The first look has a level of 97.5 %, and t with 7 degrees of freedom
  /// is 2.841244 at 98.75 %.
  @Test(arguments: [2, 3, 20])
  func theProcessIsTheUnit(blocks: Int) throws {
    let result = try handMadeTiming(
      handMadeBlocks(blocks: blocks, offset: { Double($0) / 100 }))
    let logs = (0..<8).map { log(1.08 * (1 + Double($0) / 100)) }
    let mean = logs.reduce(0, +) / 8
    let deviation = (logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7).squareRoot()
    let half = 2.841244 * deviation / 8.0.squareRoot()
    print("half-width \(log(result.measured.high / result.measured.low) / 2), by hand \(half)")
    #expect(abs(result.measured.ratio - exp(mean)) < 1e-12)
    #expect(abs(log(result.measured.high / result.measured.ratio) - half) < 1e-6)
    #expect(abs(log(result.measured.ratio / result.measured.low) - half) < 1e-6)
  }

  /// Blocks under another load than most are left out, whatever most are under.
  @Test(
    arguments: [
      (0.0, MachineLoad(outside: 0.16, steal: 0, pressure: 0, runnable: 1)),
      (0.06, MachineLoad(outside: 0.06, steal: 0, pressure: 0.11, runnable: 1)),
      (1.0, MachineLoad(outside: 0.5, steal: 0, pressure: 0, runnable: 1)),
      (1.0, MachineLoad(outside: 2.0, steal: 0, pressure: 0, runnable: 1)),
      (1.0, MachineLoad(outside: 1.0, steal: 0, pressure: 0, runnable: 1, suspended: 5)),
    ])
  func disturbedBlocksAreDroppedAndCounted(outside: Double, load: MachineLoad) throws {
    let usual = MachineLoad(outside: outside, steal: 0, pressure: 0, runnable: 1)
    let result = try handMadeTiming(
      handMadeBlocks(load: usual) + handMadeBlocks(blocks: 2, times: [1, 2, 3], load: load))
    #expect(result.dropped == 16 && result.units == 8 && result.standing == .precise)
    #expect(result.measured.high < 1.09)
    #expect(result.details?.conditions?.outside == outside)
  }

  /// Pressure without anybody else is that of the process's own threads.
  @Test func threadsThatWaitForEachOtherDisturbNothing() {
    let waiting = MachineLoad(outside: 0.04, steal: 0, pressure: 0.3, runnable: 1)
    let blocks =
      handMadeBlocks(processes: 1) + handMadeBlocks(processes: 1, blocks: 1, load: waiting)
    #expect(!Disturbance(blocks).touches(blocks[4]))
  }

  /// A control beyond one is biased; one about it whose processes differ is imprecise.
  @Test(arguments: [
    (1.001, 0.0, TimingComparison.Standing.biased), (0.96, 0, .biased), (1, 0, .precise),
    (1, 0.01, .precise), (1, 0.05, .imprecise), (1.05, 0.01, .biased),
  ])
  func theControlDecidesTheStanding(
    control: Double, spread: Double, standing: TimingComparison.Standing
  ) throws {
    let blocks = handMadeBlocks(times: [1, control, 1.08]).map { block in
      var block = block
      for place in block.order.indices where block.order[place] == 1 {
        block.seconds[place] *= 1 + (block.process % 2 == 0 ? spread : -spread)
      }
      return block
    }
    let result = try handMadeTiming(blocks)
    print("control \(result.control)")
    #expect(result.standing == standing && result.hasNumber == (standing != .biased))
  }

  @Test func fewerProcessesThanEightDecideNothing() throws {
    let few = try handMadeTiming(handMadeBlocks(processes: 7))
    #expect(few.standing == .imprecise && few.isSlower == nil && few.hasNumber)
    #expect(try handMadeTiming(handMadeBlocks()).isSlower == true)
    // One block is too few for its process to count.
    let single = try handMadeTiming(
      handMadeBlocks(processes: 7) + handMadeBlocks(processes: 1, blocks: 1, firstProcess: 7))
    #expect(single.isSlower == nil && single.units == 7 && single.dropped == 1)
  }

  /// The ratio of processor times stands beside that of times, and is that of what the steps computed.
  @Test func processorTimeIsAWitness() throws {
    let blocks = handMadeBlocks().map { block in
      var block = block
      block.processorSeconds = block.order.map { $0 == 2 ? 1.05 : 1 }
      return block
    }
    let result = try handMadeTiming(blocks)
    let witness = try #require(result.details?.processorTime)
    #expect(abs(witness.ratio - 1.05) < 1e-12 && abs(result.measured.ratio - 1.08) < 1e-12)
    #expect(try handMadeTiming(handMadeBlocks()).details?.processorTime == nil)
  }
}
