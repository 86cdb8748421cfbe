import Foundation
import Networks
import Testing
import Timing

/// Steps of a small model against gated ones, with bounds that no machine can miss.
private func smallSchedule(halfWidth: Double = 0.99, budget: Double = 60) -> TimingSchedule {
  func work(gated: Bool) -> TimedModel {
    TimedModel(
      patch: 7, width: 32, depth: 1, heads: 2,
      attention: .pointwise(.relu, alpha: LengthExponent(1)), isGated: gated, batch: 2,
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
@Suite(.serialized) struct LaboratoryTests {
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
    let read = try SamplesCSV(text: timing.samples, file: "steps.csv")
    #expect(read.blocks.map(\.seconds) == timing.blocks.map(\.seconds))
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
    for program in ["/bin/false", "/bin/cat", "/no/such/program"] {
      var laboratory = laboratory(folder: folder)
      laboratory.executable = program
      laboratory.arguments = []
      #expect {
        _ = try laboratory.measure(smallSchedule())
      } throws: { "\($0)".contains("A process that takes steps of gating at small failed") }
    }
  }
}

/// Real processes and real sockets.
@Suite(.serialized) struct SequenceParallelismTests {
  /// L that P divides, and one that it does not.
  @Test(arguments: [64, 49])
  func everyMethodGivesTheUnshardedResult(tokens: Int) throws {
    let folder = try ProgramUnderTest.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (heads, headWidth) = (2, 16)
    var study = SequenceParallelStudy(
      executable: ProgramUnderTest.path, cores: 2, processor: "test", repeats: 1)
    study.lockFolder = folder
    let result = try study.run(
      model: .s32, tokens: tokens, heads: heads, headWidth: headWidth)
    #expect(result.entries.count == 4 * 3 * 2)
    let largest = result.entries.map(\.difference).max()!
    print("largest difference \(largest), tolerance \(result.tolerance)")
    #expect(result.agrees && largest <= result.tolerance)
    // Several processes add in another order; the comparison is not of a thing with itself.
    #expect(largest > 0)
    for entry in result.entries {
      #expect((entry.seconds != nil) == (entry.processes <= 2))
      let counts = entry.counts
      let collectives =
        entry.processes == 1
        ? 0 : entry.method == .softmaxTwoPasses && entry.direction == .forward ? 2 : 1
      let rounds = entry.processes.trailingZeroBitCount
      // Floats of a row of one head: d of output, and softmax's maximum and sum in the forward pass.
      let floats =
        headWidth + (entry.method != .pointwise && entry.direction == .forward ? 2 : 0)
      #expect(counts.collectives == collectives)
      #expect(counts.synchronisationPoints == collectives * rounds)
      #expect(counts.bytes == rounds * tokens * heads * floats * 4)
    }
    let pointwise = try #require(result.counts(.pointwise, processes: 8))
    let twoPasses = try #require(result.counts(.softmaxTwoPasses, processes: 8))
    let merged = try #require(result.counts(.softmaxMerged, processes: 8))
    #expect(pointwise.collectives == 2 && twoPasses.collectives == 3 && merged.collectives == 2)
  }
}
