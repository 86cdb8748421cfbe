import Foundation
import SystemResources

/// A reading of the counters that a load is the difference of.
///
/// Linux counts, over all processors, the time that was busy and the time that the hypervisor gave
/// to others ("steal"). This process's own time is taken off. Where the counters cannot be read,
/// the load counts as zero, and the control measurement alone guards the result.
struct OutsideLoad {
  private let wall: Double
  private let busy: Double
  private let steal: Double
  private let stalled: Double
  private let own: Double
  private let suspended: Double

  static func reading() -> OutsideLoad {
    let (busy, steal) = processorSeconds()
    return OutsideLoad(
      wall: monotonicSeconds(), busy: busy, steal: steal, stalled: stalledSeconds(),
      own: ProcessorTime.seconds, suspended: suspendedSeconds())
  }

  /// Processors kept busy by others since an earlier reading, on average.
  func processors(since earlier: OutsideLoad) -> Double {
    let elapsed = wall - earlier.wall
    guard elapsed > 0 else { return 0 }
    return max(0, (busy - earlier.busy) - (own - earlier.own)) / elapsed
  }

  func load(since earlier: OutsideLoad) -> MachineLoad {
    let elapsed = max(1e-9, wall - earlier.wall)
    return MachineLoad(
      outside: processors(since: earlier), steal: max(0, steal - earlier.steal) / elapsed,
      pressure: max(0, stalled - earlier.stalled) / elapsed, runnable: Self.runnableTasks(),
      suspended: max(0, suspended - earlier.suspended))
  }

  /// Seconds since the start of the system in which it was suspended: one clock counts them, and the
  /// other does not.
  private static func suspendedSeconds() -> Double {
    #if os(Linux)
      return clockSeconds(CLOCK_BOOTTIME) - monotonicSeconds()
    #else
      return 0
    #endif
  }

  private static func processorSeconds() -> (busy: Double, steal: Double) {
    guard
      let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = text.split(separator: "\n").first
    else { return (0, 0) }
    // cpu user nice system idle iowait irq softirq steal ...
    let fields = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    guard fields.count >= 8 else { return (0, 0) }
    let ticks = fields[0] + fields[1] + fields[2] + fields[5] + fields[6] + fields[7]
    let perSecond = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    return (ticks / perSecond, fields[7] / perSecond)
  }

  /// Seconds since the start of the system in which some task waited for a processor.
  private static func stalledSeconds() -> Double {
    // some avg10=0.00 avg60=0.00 avg300=0.00 total=microseconds
    guard
      let text = try? String(contentsOfFile: "/proc/pressure/cpu", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("some ") }),
      let total = line.split(separator: "=").last.flatMap({ Double($0) })
    else { return 0 }
    return total * 1e-6
  }

  private static func runnableTasks() -> Int {
    // one five fifteen running/all last
    guard
      let text = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8),
      let field = text.split(separator: " ").dropFirst(3).first
    else { return 0 }
    return field.split(separator: "/").first.flatMap { Int($0) } ?? 0
  }
}
