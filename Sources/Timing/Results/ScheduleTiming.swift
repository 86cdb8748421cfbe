import Foundation
import Statistics

/// What a schedule's processes gave.
public struct ScheduleTiming: Sendable {
  public let schedule: TimingSchedule
  public let threads: Int
  public let processor: String
  public var blocks: [TimedBlock] = []
  /// Bytes a second, where it was measured.
  var bandwidth: Double?
  /// Of another library's operator over ours, block by block for each process.
  var peerLogRatios: [Int: [Double]] = [:]

  public init(schedule: TimingSchedule, threads: Int, processor: String) {
    self.schedule = schedule
    self.threads = threads
    self.processor = processor
  }

  /// Enough processes, a control within its bounds, and no wider intervals than were asked for.
  var isSettled: Bool {
    let medians = ProcessMedians(blocks)
    guard isValid(medians) else { return false }
    return schedule.options.indices.allSatisfy { index in
      guard let interval = medians.ratio(of: schedule.optionArm(index), level: 0.95) else {
        return false
      }
      return (interval.high - interval.low) / 2 <= schedule.halfWidth * interval.ratio
    }
  }

  private func isValid(_ medians: ProcessMedians) -> Bool {
    guard medians.processCount >= ProcessMedians.fewestProcesses,
      let control = medians.ratio(of: 1, level: 0.99)
    else { return false }
    return control.low >= 1 - schedule.halfWidth && control.high <= 1 + schedule.halfWidth
  }

  /// One comparison for each option. Where the blocks are too few for an interval, or all
  /// disturbed, all of them are used and the result is not valid.
  public var comparisons: [TimingComparison] {
    let quiet = ProcessMedians(blocks)
    let valid = isValid(quiet)
    let medians = quiet.processCount >= 2 ? quiet : ProcessMedians(undisturbed: blocks)
    guard let control = medians.ratio(of: 1, level: 0.99), let secondsA = medians.seconds(of: 0)
    else { return [] }
    let parts = schedule.parts.indices.compactMap { index in
      medians.seconds(of: schedule.partArm(index)).map {
        TimingDetails.Part(name: schedule.parts[index].name, seconds: $0)
      }
    }
    return schedule.options.indices.compactMap { index in
      let option = schedule.options[index]
      let arm = schedule.optionArm(index)
      guard let measured = medians.ratio(of: arm, level: 0.95),
        let secondsB = medians.seconds(of: arm)
      else { return nil }
      let peak = medians.peak ?? 0
      func fraction(_ work: TimedWork, _ seconds: Double) -> Double? {
        peak > 0 ? work.operations.map { $0 / seconds / peak } : nil
      }
      return TimingComparison(
        id: option.id, model: schedule.model, setting: schedule.setting, measured: measured,
        control: control, unit: TimingComparison.process, units: medians.processCount,
        dropped: quiet.dropped, predicted: option.predicted,
        valid: valid,
        halfWidth: schedule.halfWidth, secondsA: secondsA, secondsB: secondsB, threads: threads,
        processor: processor,
        details: TimingDetails(
          blocks: medians.blockCount,
          predictedWithTraffic: predictedWithTraffic(option.work, peak: peak), parts: parts,
          peak: peak, bandwidth: bandwidth,
          fractionOfPeakA: fraction(schedule.base, secondsA),
          fractionOfPeakB: fraction(option.work, secondsB),
          peer: index == schedule.softmaxOption ? peer : nil))
    }
  }

  private func predictedWithTraffic(_ work: TimedWork, peak: Double) -> Double? {
    guard let bandwidth, peak > 0, let a = schedule.base.traffic(threads: threads),
      let b = work.traffic(threads: threads)
    else { return nil }
    return b.seconds(peak: peak, bandwidth: bandwidth) / a.seconds(peak: peak, bandwidth: bandwidth)
  }

  private var peer: TimingDetails.Peer? {
    let medians = peerLogRatios.keys.sorted().compactMap {
      peerLogRatios[$0].map { median(of: $0) }
    }
    return ProcessMedians.interval(medians, 0.95).map {
      TimingDetails.Peer(library: PeerProgram.library, ratio: $0)
    }
  }

  /// For the store.
  public var record: TimingRecord { TimingRecord(comparisons: comparisons) }

  /// Every step as a line of CSV.
  public var samples: String { SamplesCSV(armNames: schedule.armNames, blocks: blocks).text }
}

extension ProcessMedians {
  /// Of all blocks, disturbed or not.
  init(undisturbed blocks: [TimedBlock]) {
    self.init(
      blocks.map { block in
        var block = block
        block.load = MachineLoad(outside: 0, steal: 0, pressure: 0, runnable: 0)
        return block
      })
  }
}

extension TimingSchedule {
  /// The option that is softmax's operator alone, which other libraries have too.
  var softmaxOption: Int? { options.firstIndex { $0.id == .attention(.softmax) } }
}
