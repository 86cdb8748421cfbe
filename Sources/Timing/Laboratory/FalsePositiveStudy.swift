import Foundation
import Randomness

/// How often the method alarms where there is nothing, and how often it sees what is there:
/// simulated measurements, cut from recorded steps of A against A.
///
/// A simulated measurement takes as many successive processes as a real one, and of each a stretch
/// of successive blocks; single steps drawn at random would destroy the machine's drift, which is
/// what the method is up against. Which of a process's three copies plays A, A' and B is drawn for
/// each process, as a real process draws the order in which it builds them.
public struct FalsePositiveStudy: Sendable {
  public struct Result: Hashable, Codable, Sendable {
    public var measurements: Int
    /// Those whose control lay within the half-width.
    public var valid: Int
    /// Share of all measurements whose 95 % interval of B over A leaves out 1.
    public var falsePositives: Double
    /// The same among the valid ones, which alone print a number; nil where none is valid.
    public var falsePositivesAmongValid: Double?
    /// The slow-down of B, such as 0.02.
    public var planted: Double
    /// Share of the valid measurements whose interval lies above 1 then.
    public var detected: Double?
    /// Median over measurements of half the width of the control's 99 % interval.
    public var controlHalfWidth: Double
    public var recordedSeconds: Double
    public var recordedProcesses: Int
    public var blocksPerProcess: Int
  }

  /// Undisturbed blocks of each process, in order.
  private let processes: [[TimedBlock]]
  private let recordedSeconds: Double
  public var blocksPerProcess: Int
  public var halfWidth: Double

  /// - Throws: `TimingError.tooFewSamples` where no measurement fits.
  public init(
    _ samples: SamplesCSV, file: String, blocksPerProcess: Int, halfWidth: Double
  ) throws(TimingError) {
    let fewest = ProcessMedians.fewestProcesses
    guard samples.blocks.allSatisfy({ Set($0.order) == [0, 1, 2] }) else {
      throw .tooFewSamples(file: file, reason: "its blocks are not of A, A' and B")
    }
    let quiet = Dictionary(
      grouping: samples.blocks.filter { !$0.isDisturbed }, by: \.process)
    processes = quiet.keys.sorted().compactMap { quiet[$0] }
      .filter { $0.count >= blocksPerProcess }
    guard blocksPerProcess >= ProcessMedians.fewestBlocks, processes.count >= fewest else {
      throw .tooFewSamples(
        file: file,
        reason: "\(processes.count) processes have \(blocksPerProcess) undisturbed blocks, and "
          + "\(fewest) are needed")
    }
    recordedSeconds = samples.blocks.reduce(0) { $0 + $1.seconds.reduce(0, +) }
    self.blocksPerProcess = blocksPerProcess
    self.halfWidth = halfWidth
  }

  /// - Parameter planted: the share by which every step of B is made longer for `detected`.
  public func run(measurements: Int = 5000, planted: Double = 0.02, seed: UInt64 = 0) -> Result {
    var random = RandomStream(seed: seed, name: "timing/false positives")
    let n = ProcessMedians.fewestProcesses
    var (valid, alarms, validAlarms, detected) = (0, 0, 0, 0)
    var halfWidths: [Double] = []
    for _ in 0..<measurements {
      let first = random.uniform(below: processes.count - n + 1)
      var control: [Double] = []
      var ratios: [Double] = []
      for blocks in processes[first..<first + n] {
        let start = random.uniform(below: blocks.count - blocksPerProcess + 1)
        let role = random.permutation(of: 3)
        let stretch = blocks[start..<start + blocksPerProcess]
        func median(_ arm: Int) -> Double {
          medianOf(
            stretch.flatMap { block in
              zip(block.logRatios(of: role[arm]), block.logRatios(of: role[0])).map(-)
            })
        }
        control.append(median(1))
        ratios.append(median(2))
      }
      guard let a = ProcessMedians.interval(control, 0.99),
        let b = ProcessMedians.interval(ratios, 0.95)
      else { continue }
      halfWidths.append((a.high - a.low) / 2)
      let isAlarm = b.low > 1 || b.high < 1
      if isAlarm { alarms += 1 }
      if a.low >= 1 - halfWidth && a.high <= 1 + halfWidth {
        valid += 1
        if isAlarm { validAlarms += 1 }
        if b.low * (1 + planted) > 1 { detected += 1 }
      }
    }
    func share(_ count: Int, of total: Int) -> Double? {
      total > 0 ? Double(count) / Double(total) : nil
    }
    return Result(
      measurements: measurements, valid: valid,
      falsePositives: Double(alarms) / Double(max(1, measurements)),
      falsePositivesAmongValid: share(validAlarms, of: valid), planted: planted,
      detected: share(detected, of: valid),
      controlHalfWidth: halfWidths.isEmpty ? .nan : medianOf(halfWidths),
      recordedSeconds: recordedSeconds, recordedProcesses: processes.count,
      blocksPerProcess: blocksPerProcess)
  }
}
