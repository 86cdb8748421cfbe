import Randomness
import Statistics
import Timing

/// How often the laboratory's whole procedure errs, by simulation from recorded steps of A against A.
///
/// A simulated measurement takes successive recorded processes, as a real one does; single steps drawn at
/// random would destroy the machine's drift, which the method has to cope with. Which of a process's three
/// copies plays A, A' and B is drawn for each process, as a real process draws the order in which it
/// builds them. It looks when the laboratory looks, stops where the order is decided, and whoever gets no
/// decision measures again, all processes pooled.
package struct FalsePositiveStudy: Sendable {
  package struct Result: Hashable, Codable, Sendable {
    package var measurements: Int
    /// How the first attempt ended.
    package var precise: Int
    package var imprecise: Int
    package var biased: Int
    /// Fraction of all procedures, repeats included, that ever said that B takes longer or less.
    package var falsePositives: Double
    /// Fraction of all procedures in which the interval of some look left out one: what the levels of the
    /// looks bound by 0.05.
    package var missed: Double
    /// The injected slow-down of B, such as 0.02.
    package var slowdown: Double
    /// Fraction of the procedures with it whose first attempt said that B takes longer.
    package var detected: Double
    /// Fraction of the procedures with it that ever said that B takes less.
    package var reversed: Double
    /// Standard deviation of the estimates after the first attempt, as log ratios.
    package var spread: Double
    /// Medians over first attempts, as log ratios.
    package var halfWidth: Double
    package var controlHalfWidth: Double
    package var recordedSeconds: Double
    package var recordedProcesses: Int
    package var dropped: Int
  }

  /// What each process says, with A, A' and B in each of the six ways to cast its three copies.
  private let processes: [[ProcessRatios]]
  private let recordedSeconds: Double
  private let dropped: Int
  package var halfWidth: Double
  /// Processes of one attempt, and attempts of somebody who repeats what is not decided.
  package var processesPerAttempt: Int
  package var attempts: Int

  /// - Throws: `StudyError.tooFewSamples` where no measurement fits.
  package init(
    _ samples: SamplesCSV, file: String, halfWidth: Double, processesPerAttempt: Int = 12,
    attempts: Int = 3
  ) throws(StudyError) {
    guard samples.blocks.allSatisfy({ Set($0.order) == [0, 1, 2] }) else {
      throw .tooFewSamples(file: file, reason: "its blocks are not of A, A' and B")
    }
    // Every way to cast the three: the ratios of arms other than 0 over the arm that plays A.
    let castings = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    let cast = castings.map { casting in
      let role = casting.indices.map { arm in casting.firstIndex(of: arm)! }
      return MeasuredProcesses(
        samples.blocks.map { block in
          var block = block
          block.order = block.order.map { role[$0] }
          return block
        })
    }
    let ratios = cast.map { $0.ratios(of: 2) }
    let count = ratios[0].count
    guard count >= processesPerAttempt, processesPerAttempt >= MeasuredProcesses.fewestProcesses
    else {
      throw .tooFewSamples(
        file: file,
        reason: "\(count) processes have undisturbed blocks, and \(processesPerAttempt) are needed")
    }
    processes = (0..<count).map { process in ratios.map { $0[process] } }
    recordedSeconds = samples.blocks.reduce(0) { $0 + $1.seconds.reduce(0, +) }
    dropped = cast[0].dropped
    self.halfWidth = halfWidth
    self.processesPerAttempt = processesPerAttempt
    self.attempts = attempts
  }

  /// What one procedure came to.
  private struct Outcome {
    var first: TimingComparison
    /// By any look of any attempt.
    var saidSlower = false
    var saidFaster = false
    var missed = false
    var firstSaidSlower = false
  }

  private func procedure(slowdown: Double, random: inout RandomStream) -> Outcome {
    var series = TimingSeries(program: "")
    let start = random.uniform(below: processes.count)
    var outcome: Outcome?
    for attempt in 0..<attempts {
      var comparison = TimingComparison.ofStudy(series, halfWidth: halfWidth)
      for process in 0..<processesPerAttempt {
        let place = (start + series.processes.count) % processes.count
        var ratios = processes[place][random.uniform(below: 6)]
        ratios.measured += slowdown
        series.processes.append(ratios)
        let isLast = process == processesPerAttempt - 1
        guard TimingSeries.isDue(processes: series.processes.count, seen: series.seen) || isLast
        else { continue }
        series.look()
        comparison = .ofStudy(series, halfWidth: halfWidth)
        if outcome == nil { outcome = Outcome(first: comparison) }
        if comparison.measured.excludesOne { outcome?.missed = true }
        if comparison.isSlower == true { outcome?.saidSlower = true }
        if comparison.isSlower == false { outcome?.saidFaster = true }
        if comparison.isSlower != nil { break }
      }
      if attempt == 0 {
        outcome?.first = comparison
        outcome?.firstSaidSlower = comparison.isSlower == true
      }
      if comparison.isSlower != nil { break }
    }
    return outcome!
  }

  /// - Parameter slowdown: the fraction by which every step of B is made longer for `detected`.
  package func run(measurements: Int = 5000, slowdown: Double = 0.02, seed: UInt64 = 0) -> Result {
    var random = RandomStream(seed: seed, name: "timing/false positives")
    let same = (0..<measurements).map { _ in procedure(slowdown: 0, random: &random) }
    let slowed = (0..<measurements).map { _ in
      procedure(slowdown: slowdown, random: &random)
    }
    func fraction(_ outcomes: [Outcome], _ isMeant: (Outcome) -> Bool) -> Double {
      Double(outcomes.count(where: isMeant)) / Double(measurements)
    }
    let estimates = same.map(\.first.measured)
    return Result(
      measurements: measurements,
      precise: same.count { $0.first.standing == .precise },
      imprecise: same.count { $0.first.standing == .imprecise },
      biased: same.count { $0.first.standing == .biased },
      falsePositives: fraction(same) { $0.saidSlower || $0.saidFaster },
      missed: fraction(same, \.missed), slowdown: slowdown,
      detected: fraction(slowed, \.firstSaidSlower), reversed: fraction(slowed, \.saidFaster),
      spread: Estimate(meanOf: estimates.map(\.logRatio)).standardError
        * Double(measurements).squareRoot(),
      halfWidth: median(of: estimates.map(\.halfWidth)),
      controlHalfWidth: median(of: same.map(\.first.control.halfWidth)),
      recordedSeconds: recordedSeconds, recordedProcesses: processes.count, dropped: dropped)
  }
}
