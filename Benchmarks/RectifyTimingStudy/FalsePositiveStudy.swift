import Foundation
import Randomness
import Statistics
import Timing

/// How often the laboratory reports a difference where there is none, and how often it detects an
/// injected slow-down: simulated measurements, cut from recorded steps of A against A.
///
/// A simulated measurement takes as many successive processes as a real one, and of each a stretch
/// of successive blocks; single steps drawn at random would destroy the machine's drift, which the
/// method has to cope with. Which of a process's three copies plays A, A' and B is drawn for
/// each process, as a real process draws the order in which it builds them.
package struct FalsePositiveStudy: Sendable {
  package struct Result: Hashable, Codable, Sendable {
    package var measurements: Int
    /// Those whose control lay within the half-width.
    package var valid: Int
    /// Fraction of all measurements whose 95 % interval of B over A does not contain 1.
    package var falsePositives: Double
    /// The same among the valid ones, which alone print a number; nil where none is valid.
    package var falsePositivesAmongValid: Double?
    /// The injected slow-down of B, such as 0.02.
    package var slowdown: Double
    /// Fraction of the valid measurements whose interval lies above 1 with it.
    package var detected: Double?
    /// Median over measurements of half the width of the control's 99 % interval.
    package var controlHalfWidth: Double
    package var recordedSeconds: Double
    package var recordedProcesses: Int
    package var blocksPerProcess: Int
  }

  /// Undisturbed blocks of each process, in order.
  private let processes: [[TimedBlock]]
  private let recordedSeconds: Double
  package var blocksPerProcess: Int
  package var halfWidth: Double

  /// - Throws: `StudyError.tooFewSamples` where no measurement fits.
  package init(
    _ samples: SamplesCSV, file: String, blocksPerProcess: Int, halfWidth: Double
  ) throws(StudyError) {
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

  /// - Parameter slowdown: the fraction by which every step of B is made longer for `detected`.
  package func run(measurements: Int = 5000, slowdown: Double = 0.02, seed: UInt64 = 0) -> Result {
    var random = RandomStream(seed: seed, name: "timing/false positives")
    let n = ProcessMedians.fewestProcesses
    var (valid, falsePositives, validFalsePositives, detected) = (0, 0, 0, 0)
    var halfWidths: [Double] = []
    for _ in 0..<measurements {
      let first = random.uniform(below: processes.count - n + 1)
      var control: [Double] = []
      var ratios: [Double] = []
      for blocks in processes[first..<first + n] {
        let start = random.uniform(below: blocks.count - blocksPerProcess + 1)
        let role = random.permutation(of: 3)
        let stretch = blocks[start..<start + blocksPerProcess]
        func medianLogRatio(_ arm: Int) -> Double {
          median(
            of:

              stretch.flatMap { block in
                zip(block.logRatios(of: role[arm]), block.logRatios(of: role[0])).map(-)
              })
        }
        control.append(medianLogRatio(1))
        ratios.append(medianLogRatio(2))
      }
      guard let a = ProcessMedians.interval(control, 0.99),
        let b = ProcessMedians.interval(ratios, 0.95)
      else { continue }
      halfWidths.append((a.high - a.low) / 2)
      let isFalsePositive = b.low > 1 || b.high < 1
      if isFalsePositive { falsePositives += 1 }
      if a.low >= 1 - halfWidth && a.high <= 1 + halfWidth {
        valid += 1
        if isFalsePositive { validFalsePositives += 1 }
        if b.low * (1 + slowdown) > 1 { detected += 1 }
      }
    }
    func fraction(_ count: Int, of total: Int) -> Double? {
      total > 0 ? Double(count) / Double(total) : nil
    }
    return Result(
      measurements: measurements, valid: valid,
      falsePositives: Double(falsePositives) / Double(max(1, measurements)),
      falsePositivesAmongValid: fraction(validFalsePositives, of: valid), slowdown: slowdown,
      detected: fraction(detected, of: valid),
      controlHalfWidth: halfWidths.isEmpty ? .nan : median(of: halfWidths),
      recordedSeconds: recordedSeconds, recordedProcesses: processes.count,
      blocksPerProcess: blocksPerProcess)
  }
}
