import Kernels
import Networks

/// The peak of fused multiply-adds of some threads, a few milliseconds at a time.
final class PeakMeter {
  private let team: ThreadTeam

  init(threads: Int) { team = ThreadTeam(count: threads) }

  /// GFLOP/s of one burst of about fifteen milliseconds.
  func burst() -> Double {
    // Many small pieces, so that nobody waits long for a thread that starts late.
    let (pieces, rounds) = (16 * team.count, 250_000)
    let start = monotonicSeconds()
    team.run(tasks: pieces) { piece, _ in
      let sum = fusedMultiplyAddPeak(rounds: rounds, left: 1e-3, right: Float(piece + 1) * 1e-3)
      precondition(sum.isFinite, "the sums stay finite")
    }
    return Double(pieces * rounds * 24 * 16) / (monotonicSeconds() - start) / 1e9
  }
}

/// The speed of one case and the peak beside it.
struct Measurement {
  var stepsPerSecond: Double
  var gflops: Double
  var fractionOfPeak: Double
  /// GFLOP/s of every burst.
  var peaks: [Double]
  var rounds: Int

  /// Measures in alternation: a burst of the peak, some steps, a burst, and so on for `seconds` and
  /// at least five rounds, after a warm-up of up to a fifth as long. Speeds are medians over the
  /// rounds. The fraction of the peak is taken round by round, relative to the bursts before and
  /// after, so that a drift of the machine's speed cancels.
  init(of workload: any Workload, operations: Double, meter: PeakMeter, seconds: Double) {
    let stepSeconds = Self.warmUp(workload, atMost: seconds / 5)
    // A round lasts longer than a burst, and is long enough for the clock.
    let steps = max(1, Int((0.05 / stepSeconds).rounded(.up)))
    var peaks = [meter.burst()]
    var speeds: [Double] = []
    var fractions: [Double] = []
    let start = monotonicSeconds()
    while speeds.count < 5 || monotonicSeconds() - start < seconds {
      let speed = Double(steps) / secondsTaken { for _ in 0..<steps { workload.step() } }
      peaks.append(meter.burst())
      let peak = (peaks[peaks.count - 2] + peaks[peaks.count - 1]) / 2
      speeds.append(speed)
      fractions.append(speed * operations / 1e9 / peak)
    }
    stepsPerSecond = median(speeds)
    gflops = stepsPerSecond * operations / 1e9
    fractionOfPeak = median(fractions)
    self.peaks = peaks
    rounds = speeds.count
  }

  /// Steps until two in a row differ by less than 5 %, three at least.
  ///
  /// - Returns: the seconds of the last.
  static func warmUp(_ workload: any Workload, atMost seconds: Double) -> Double {
    let start = monotonicSeconds()
    workload.step()
    var last = secondsTaken { workload.step() }
    while true {
      let next = secondsTaken { workload.step() }
      let isFlat = (next / last - 1).magnitude < 0.05
      last = next
      if isFlat || monotonicSeconds() - start > seconds { return last }
    }
  }
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

func secondsTaken(_ work: () -> Void) -> Double {
  let start = monotonicSeconds()
  work()
  return monotonicSeconds() - start
}
