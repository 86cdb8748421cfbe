import Foundation
import Paper
import Randomness
import Testing
import Timing

@Suite struct TimingSeriesTests {
  /// 1 - 0.05 / (j (j + 1)); the shares add up to 0.05 (1 - 1 / (J + 1)) after J looks.
  @Test func theLevelsOfAllLooksShareFivePerCent() {
    #expect(abs(TimingSeries.level(look: 1) - 0.975) < 1e-15)
    #expect(abs(TimingSeries.level(look: 2) - (1 - 0.05 / 6)) < 1e-15)
    let spent = (1...1000).reduce(0) { $0 + 1 - TimingSeries.level(look: $1) }
    #expect(abs(spent - 0.05 * (1 - 1.0 / 1001)) < 1e-12)
  }

  @Test func looksAreDueAtHalfAsManyAgain() {
    var looks: [Int] = []
    var seen = 0
    for processes in 1...64 where TimingSeries.isDue(processes: processes, seen: seen) {
      looks.append(processes)
      seen = processes
    }
    #expect(looks == [8, 12, 18, 27, 41, 62])
  }

  /// Of 4,000 comparisons without a difference, each looked at up to nine times, the share in which some
  /// interval leaves out one: at most 5 %, and three standard errors of such a share, sqrt(0.05 * 0.95 / 4000).
  @Test func lookingOftenFindsNothing() {
    var random = RandomStream(seed: 3, name: "series")
    // A sum of twelve uniforms is near enough normal.
    func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + random.uniform() } }
    var missed = 0
    for _ in 0..<4_000 {
      var series = TimingSeries(program: "test")
      var isMissed = false
      while series.looks < 9 && !isMissed {
        let a = normal()
        series.processes.append(
          ProcessRatios(control: 0.005 * (normal() - a), measured: 0.005 * (normal() - a)))
        guard TimingSeries.isDue(processes: series.processes.count, seen: series.seen) else {
          continue
        }
        series.look()
        isMissed = series.measured!.excludesOne
      }
      if isMissed { missed += 1 }
    }
    let share = Double(missed) / 4_000
    let tolerance = 0.05 + 3 * (0.05 * 0.95 / 4_000).squareRoot()
    print("missed \(share), at most \(tolerance)")
    #expect(share > 0.01 && share < tolerance)
  }

  private func laboratory(program: String = "one") -> TimingLaboratory {
    TimingLaboratory(executable: "/bin/false", threads: 1, processor: "test", program: program)
  }

  private func timing(
    _ blocks: [TimedBlock], program: String = "one", earlier: [TimingComparison] = []
  ) throws -> TimingComparison {
    let schedule = try TimingSchedule.named(
      .gating, model: .s8, threads: 1, halfWidth: 0.02, budget: 60)[0]
    var timing = ScheduleTiming(
      schedule: schedule, laboratory: laboratory(program: program), earlier: earlier)
    timing.blocks = blocks
    timing.look()
    return try #require(timing.comparisons.first)
  }

  /// All processes of all attempts count, and the next look pays for the first.
  @Test func attemptsArePooled() throws {
    let first = try timing(handMadeBlocks(offset: { Double($0) / 100 }))
    #expect(first.units == 8 && first.series?.looks == 1 && first.measured.level == 0.975)
    let second = try timing(
      handMadeBlocks(offset: { -Double($0) / 100 }), earlier: [first])
    #expect(second.units == 16 && second.series?.looks == 2 && second.series?.attempts == 2)
    #expect(abs(second.measured.level - (1 - 0.05 / 6)) < 1e-15)
    let offsets = (0..<8).map { Double($0) / 100 }
    let logs = (offsets + offsets.map(-)).map { log(1.08 * (1 + $0)) }
    #expect(abs(log(second.measured.ratio) - logs.reduce(0, +) / 16) < 1e-12)
  }

  /// Whether something is open is told by looks alone, however much the processes after one say.
  @Test func nothingIsSettledBetweenLooks() throws {
    let schedule = try TimingSchedule.named(
      .gating, model: .s8, threads: 1, halfWidth: 0.02, budget: 60)[0]
    var timing = ScheduleTiming(schedule: schedule, laboratory: laboratory())
    timing.blocks = handMadeBlocks(offset: { $0 % 2 == 0 ? 0.04 : -0.04 })
    timing.look()
    #expect(!timing.isSettled)
    timing.blocks += handMadeBlocks(processes: 60, firstProcess: 8)
    #expect(!timing.isSettled)
    timing.look()
    #expect(timing.isSettled && timing.comparisons.first?.series?.looks == 2)
  }

  /// Another program's processes are not pooled, and its looks count all the same; so do those of a record
  /// without a series.
  @Test func anotherProgramPaysForTheLooksToo() throws {
    let first = try timing(handMadeBlocks())
    let other = try timing(handMadeBlocks(), program: "two", earlier: [first])
    #expect(other.units == 8 && other.series?.looks == 2 && other.series?.attempts == 1)
    var old = first
    old.series = nil
    let after = try timing(handMadeBlocks(), earlier: [old])
    #expect(after.units == 8 && after.series?.looks == 2)
  }

  /// What is in a record is read back; what version 2 said is understood.
  @Test func recordsOfBothVersionsAreRead() throws {
    let now = try timing(handMadeBlocks())
    let data = try JSONEncoder().encode(TimingRecord(comparisons: [now]))
    #expect(try JSONDecoder().decode(TimingRecord.self, from: data).comparisons == [now])
    let old = """
      {"schemaVersion": 2, "name": "gating", "model": "S/16", "setting": "a shape",
       "measured": {"ratio": 1.07, "low": 1.05, "high": 1.09, "level": 0.95},
       "control": {"ratio": 0.995, "low": 0.968, "high": 1.022, "level": 0.99}, "unit": "process",
       "units": 11, "dropped": 0, "predicted": 1.077, "valid": false, "halfWidth": 0.02,
       "secondsA": 1, "secondsB": 1.07, "threads": 2, "processor": "test"}
      """
    let read = try JSONDecoder().decode(TimingComparison.self, from: Data(old.utf8))
    // Its control holds one, and is only wider than was asked.
    #expect(read.standing == .imprecise && read.isSlower == true && read.series == nil)
  }
}
