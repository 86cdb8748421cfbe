import Testing
import Timing

/// Synthetic mirrored blocks of A, A' and B, the same in every process but for what is asked for.
///
/// - Parameters:
///   - times: seconds of a step of A, A' and B.
///   - drift: what each step takes longer than the last, as a fraction.
///   - offset: what B takes longer in a process, as a fraction.
func handMadeBlocks(
  processes: Int = 8, blocks: Int = 4, times: [Double] = [1, 1, 1.08], drift: Double = 0,
  load: MachineLoad = quietLoad, firstProcess: Int = 0,
  offset: (_ process: Int) -> Double = { _ in 0 }
) -> [TimedBlock] {
  (firstProcess..<firstProcess + processes).flatMap { process in
    (0..<blocks).map { block in
      let half = [[0, 1, 2], [2, 0, 1], [1, 2, 0]][block % 3]
      let order = half + half.reversed()
      let seconds = order.enumerated().map { place, arm in
        times[arm] * (1 + drift * Double(block * 6 + place))
          * (arm == 2 ? 1 + offset(process) : 1)
      }
      return TimedBlock(process: process, order: order, seconds: seconds, load: load)
    }
  }
}

let quietLoad = MachineLoad(outside: 0.01, steal: 0, pressure: 0.01, runnable: 1)

/// The gate at S/32 with synthetic blocks.
func handMadeTiming(
  _ blocks: [TimedBlock], halfWidth: Double = 0.03
) throws -> TimingComparison {
  let schedule = try TimingSchedule.named(
    .gating, model: .s32, threads: 2, halfWidth: halfWidth, budget: 60)[0]
  let laboratory = TimingLaboratory(
    executable: "/bin/false", threads: 2, processor: "test", program: "test")
  var timing = ScheduleTiming(schedule: schedule, laboratory: laboratory)
  timing.blocks = blocks
  timing.look()
  return try #require(timing.comparisons.first)
}
