import Foundation

/// What the machine did besides this process, between two readings.
///
/// Linux counts, over all processors, the time that was busy and the time that the hypervisor gave
/// to others ("steal"). This process's own time is taken off. Where the counters cannot be read,
/// the load counts as zero, and the control measurement alone guards the result.
struct OutsideLoad {
  private let wall: Double
  private let busy: Double
  private let own: Double

  static func reading() -> OutsideLoad {
    OutsideLoad(
      wall: monotonicSeconds(), busy: busySeconds(), own: seconds(of: CLOCK_PROCESS_CPUTIME_ID))
  }

  /// Processors kept busy by others since an earlier reading, on average.
  func processors(since earlier: OutsideLoad) -> Double {
    let elapsed = wall - earlier.wall
    guard elapsed > 0 else { return 0 }
    return max(0, (busy - earlier.busy) - (own - earlier.own)) / elapsed
  }

  private static func busySeconds() -> Double {
    guard
      let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = text.split(separator: "\n").first
    else { return 0 }
    // cpu user nice system idle iowait irq softirq steal ...
    let fields = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    guard fields.count >= 8 else { return 0 }
    let ticks = fields[0] + fields[1] + fields[2] + fields[5] + fields[6] + fields[7]
    return ticks / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
  }
}

/// Seconds of a clock that never jumps.
func monotonicSeconds() -> Double { seconds(of: CLOCK_MONOTONIC) }

private func seconds(of clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
