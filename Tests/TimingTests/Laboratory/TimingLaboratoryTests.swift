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
    executable: ProgramUnderTest.path, threads: 2, processor: "test")
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
    #expect(last.map { $0.process == processes.count } == true)
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
