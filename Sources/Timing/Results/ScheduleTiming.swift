import Foundation
import Paper
import Statistics

/// What a schedule's processes gave, pooled with those of earlier attempts.
public struct ScheduleTiming: Sendable {
  public let schedule: TimingSchedule
  public let threads: Int
  public let processor: String
  private let program: String
  private let conditions: TimingConditions
  /// Of this attempt.
  public var blocks: [TimedBlock] = []
  /// Bytes a second, where it was measured.
  var bandwidth: Double?
  /// What earlier attempts gave, by option; empty where none can be pooled.
  private let earlier: [[ProcessRatios]]
  private let earlierAttempts: Int
  /// Looks of earlier attempts, which count whether or not their processes are pooled.
  let looksBefore: Int
  private(set) var looks: Int
  /// Processes at the last look.
  private(set) var seen: Int
  /// In which comparisons the last look of this attempt left something open that is wanted; empty before.
  private(set) var open: [TimingID] = []
  /// The widest interval among these then, as a multiple of what was asked for.
  private(set) var openWidth = Double.infinity

  /// - Parameter earlier: the comparisons of the last attempt. Its processes are pooled where it measured
  ///   the same with the same program, threads and processor; its looks count in any case.
  public init(
    schedule: TimingSchedule, laboratory: TimingLaboratory, earlier: [TimingComparison] = []
  ) {
    self.schedule = schedule
    threads = laboratory.threads
    processor = laboratory.processor
    program = laboratory.program
    conditions = TimingConditions(processors: laboratory.processors)
    let last = schedule.options.map { option in
      earlier.first { $0.id == option.id && $0.model == schedule.model }
    }
    let series = last.compactMap { $0?.series }
    let isSame =
      series.count == last.count
      && last.allSatisfy {
        $0?.setting == schedule.setting && $0?.threads == laboratory.threads
          && $0?.processor == laboratory.processor && $0?.series?.program == laboratory.program
      }
    self.earlier = isSame ? series.map(\.processes) : schedule.options.map { _ in [] }
    earlierAttempts = isSame ? series.map(\.attempts).max() ?? 0 : 0
    // Records of before sequential measurement were looked at once.
    looksBefore = last.compactMap { $0.map { $0.series?.looks ?? 1 } }.max() ?? 0
    looks = looksBefore
    seen = isSame ? series.map(\.seen).max() ?? 0 : 0
  }

  private var measuredProcesses: MeasuredProcesses { MeasuredProcesses(blocks) }

  /// Processes that count, of all attempts.
  var processCount: Int { (earlier.first?.count ?? 0) + measuredProcesses.processCount }

  var isDue: Bool { TimingSeries.isDue(processes: processCount, seen: seen) }

  /// Looks at what there is, and pays for it with the level of the interval. Processes that come later
  /// say nothing before the next look.
  package mutating func look() {
    guard processCount > seen else { return }
    looks += 1
    seen = processCount
    let comparisons = comparisons
    open = schedule.options.filter { option in
      guard let comparison = comparisons.first(where: { $0.id == option.id }) else {
        return !option.needs.isEmpty
      }
      return !comparison.settles(option.needs)
    }.map(\.id)
    openWidth =
      comparisons.filter { open.contains($0.id) }
      .map { max($0.measured.halfWidth, $0.control.halfWidth) / schedule.halfWidth }.max()
      ?? (open.isEmpty ? 0 : .infinity)
  }

  /// Whether this attempt has looked.
  var hasLooked: Bool { looks > looksBefore }

  /// Whether nothing is open, by the last look; a control that is not as it should be leaves all open.
  package var isSettled: Bool { hasLooked && open.isEmpty }

  /// One comparison for each option; none where there are fewer than two processes.
  public var comparisons: [TimingComparison] {
    let processes = measuredProcesses
    guard let secondsA = processes.seconds(of: 0) else { return [] }
    let parts = schedule.parts.indices.compactMap { index in
      processes.seconds(of: schedule.partArm(index)).map {
        TimingDetails.Part(name: schedule.parts[index].name, seconds: $0)
      }
    }
    var conditions = conditions
    conditions.outside = Disturbance(blocks).outside
    return schedule.options.indices.compactMap { index in
      let option = schedule.options[index]
      let arm = schedule.optionArm(index)
      let hasPeer = index == schedule.softmaxOption
      let series = TimingSeries(
        processes: earlier[index] + processes.ratios(of: arm, hasPeer: hasPeer), looks: looks,
        seen: seen, attempts: earlierAttempts + 1, program: program)
      guard let measured = series.measured, let control = series.control,
        let secondsB = processes.seconds(of: arm)
      else { return nil }
      let peak = processes.peak ?? 0
      func fraction(_ work: TimedWork, _ seconds: Double) -> Double? {
        peak > 0 ? work.operations.map { $0 / seconds / peak } : nil
      }
      return TimingComparison(
        id: option.id, model: schedule.model, setting: schedule.setting, measured: measured,
        control: control, unit: TimingComparison.process, units: series.processes.count,
        dropped: processes.dropped, predicted: option.predicted,
        halfWidth: schedule.halfWidth, secondsA: secondsA, secondsB: secondsB, threads: threads,
        processor: processor,
        details: TimingDetails(
          blocks: processes.blockCount,
          predictedWithTraffic: predictedWithTraffic(option.work, peak: peak), parts: parts,
          peak: peak, bandwidth: bandwidth,
          fractionOfPeakA: fraction(schedule.base, secondsA),
          fractionOfPeakB: fraction(option.work, secondsB),
          peer: series.peer.map { TimingDetails.Peer(library: PeerProgram.library, ratio: $0) },
          processorTime: series.processor, conditions: conditions, depth: schedule.depth),
        series: series)
    }
  }

  private func predictedWithTraffic(_ work: TimedWork, peak: Double) -> Double? {
    guard let bandwidth, peak > 0, let a = schedule.base.traffic(threads: threads),
      let b = work.traffic(threads: threads)
    else { return nil }
    return b.seconds(peak: peak, bandwidth: bandwidth) / a.seconds(peak: peak, bandwidth: bandwidth)
  }

  /// For the store.
  public var record: TimingRecord { TimingRecord(comparisons: comparisons) }

  /// Every step as a line of CSV.
  public var samples: String { SamplesCSV(armNames: schedule.armNames, blocks: blocks).text }
}

extension TimingSchedule {
  /// The option that is softmax's operator alone, which other libraries have too.
  var softmaxOption: Int? { options.firstIndex { $0.id == .attention(.softmax) } }

  /// Of the model whose step is timed; nil for an operator.
  var depth: Int? {
    guard case .step(let model) = base else { return nil }
    return model.depth
  }
}
