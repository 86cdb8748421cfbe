import Foundation
import Testing
import Timing

/// Steps of a small model against gated ones, with bounds that no machine can miss.
private func smallSchedule(halfWidth: Double = 0.99, budget: Double = 60) -> TimingSchedule {
  func work(gated: Bool) -> TimedModel {
    TimedModel(
      patch: 7, width: 32, depth: 1, heads: 2,
      attention: .pointwise(.relu), isGated: gated, batch: 2,
      imageSide: 28, channels: 1, classes: 10)
  }
  return TimingSchedule(
    name: .gating, model: .s32, setting: "a small model", base: .step(work(gated: false)),
    options: [.init(id: .gating, work: .step(work(gated: true)))],
    parts: GatePart.allCases.map {
      .init(name: $0.rawValue, work: .gatePart($0, work(gated: true)))
    }, halfWidth: halfWidth, budget: budget)
}

private func laboratory(folder: String) -> TimingLaboratory {
  var laboratory = TimingLaboratory(
    executable: ProgramUnderTest.path, threads: 2, processor: "test", program: "test")
  laboratory.lockFolder = folder
  return laboratory
}

/// Real processes. Nothing is expected of how long anything takes.
@Suite(.serialized) struct TimingLaboratoryTests {
  @Test func freshProcessesTakeMirroredBlocks() throws {
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var last: TimingProgress?
    let timing = try laboratory(folder: folder).measure(
      smallSchedule(budget: 2), progress: { last = $0 })
    let processes = Set(timing.blocks.map(\.process))
    #expect(processes.count >= 2)
    #expect(last.map { (1...processes.count).contains($0.process) } == true)
    #expect(timing.blocks.allSatisfy { $0.processorSeconds.count == $0.seconds.count })
    for block in timing.blocks {
      #expect(block.order == block.order.reversed())
      #expect(block.order.prefix(6).sorted() == [0, 1, 2, 3, 4, 5])
      #expect(block.seconds.allSatisfy { $0 > 0 })
      #expect(block.load.runnable >= 0 && block.load.outside >= 0 && block.peak > 0)
    }
    // Chance decides each block's order.
    #expect(Set(timing.blocks.map(\.order)).count > 1)
    let comparison = try #require(timing.comparisons.first)
    let details = try #require(comparison.details)
    #expect(comparison.units >= 2 && comparison.secondsA > 0 && comparison.secondsB > 0)
    #expect(details.parts.map(\.name) == GatePart.allCases.map(\.rawValue))
    #expect(abs(details.shares.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    #expect(details.bandwidth ?? 0 > 0 && details.predictedWithTraffic ?? 0 > 1)
    #expect(details.fractionOfPeakA ?? 0 > 0)
    let steps = timing.blocks.reduce(0) { $0 + $1.seconds.count }
    #expect(timing.samples.split(separator: "\n").count == 1 + steps)
  }

  /// Two that share their time: each gets its first look in turn, and then the wider one gets what is left,
  /// and both end once they say what is needed.
  @Test func measurementsShareTheirTime() throws {
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let laboratory = laboratory(folder: folder)
    let easy = smallSchedule(halfWidth: 5, budget: 30)
    // Narrower than any machine can measure.
    let hard = smallSchedule(halfWidth: 1e-9, budget: 10)
    var session = TimingSession(
      laboratory: laboratory,
      measurements: [easy, hard].map { ScheduleTiming(schedule: $0, laboratory: laboratory) })
    var finished: [Int] = []
    try session.run(finished: { index, timing in
      finished.append(index)
      #expect(timing.comparisons.count == 1)
    })
    #expect(finished == [0, 1])
    let counts = session.measurements.map { Set($0.blocks.map(\.process)).count }
    // A process too many where blocks of another were left out; how often the second is looked at depends
    // on the machine.
    #expect(counts[0] >= 8 && counts[1] >= 2, "\(counts)")
    #expect(session.measurements[0].comparisons.first?.series?.looks == 1)
  }

  /// A program that is built anew under its own name takes no more steps.
  @Test func aReplacedProgramIsTold() throws {
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var laboratory = laboratory(folder: folder)
    laboratory.executable = folder + "/program"
    try FileManager.default.createSymbolicLink(
      atPath: laboratory.executable, withDestinationPath: ProgramUnderTest.path)
    var isReplaced = false
    #expect {
      _ = try laboratory.measure(
        smallSchedule(),
        progress: { _ in
          guard !isReplaced else { return }
          isReplaced = true
          try? FileManager.default.removeItem(atPath: folder + "/program")
          try? FileManager.default.createSymbolicLink(
            atPath: folder + "/program", withDestinationPath: "/bin/cat")
        })
    } throws: {
      "\($0)".contains("was replaced while it was timed")
    }
  }

  @Test func oneTimingAtATimeOnAHost() throws {
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var refused = false
    #expect(throws: TimingError.self) {
      _ = try laboratory(folder: folder).measure(
        smallSchedule(),
        shouldStop: {
          // While the first measures, a second asks.
          do {
            _ = try laboratory(folder: folder).measure(smallSchedule())
          } catch TimingError.anotherTimingRuns {
            refused = true
          } catch {}
          return true
        })
    }
    #expect(refused)
  }

  @Test func aProcessThatFailsIsTold() throws {
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let endings = [
      ("/bin/false", "failed"), ("/bin/cat", "failed"), ("/no/such/program", "cannot be had"),
    ]
    for (program, ending) in endings {
      var laboratory = laboratory(folder: folder)
      laboratory.executable = program
      laboratory.arguments = []
      #expect {
        _ = try laboratory.measure(smallSchedule())
      } throws: {
        "\($0)".contains("A process that takes steps of gating at S/32 \(ending)")
      }
    }
  }
}
