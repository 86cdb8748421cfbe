import Foundation
import Kernels

/// The machine that the numbers were measured on.
enum Host {
  static var coreCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// The processor's own name and the vector instructions in use.
  static let processor: String = {
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = information.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    return "\(name ?? "unknown processor"), \(compiledVectorInstructions)"
  }()

  /// The one-minute load average.
  static var load: Double {
    var averages = [0.0, 0.0, 0.0]
    return getloadavg(&averages, 3) >= 1 ? averages[0] : 0
  }

  /// Forgets the peak of resident memory so far, where the system lets a process do so (Linux);
  /// elsewhere the peak of a case includes those before it.
  static func resetPeakResidentBytes() {
    guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
    try? file.write(contentsOf: Data("5".utf8))
  }

  static var peakResidentBytes: Int {
    if let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    {
      return kilobytes * 1024
    }
    var usage = rusage()
    // RUSAGE_SELF, which systems import as different types.
    getrusage(0, &usage)
    return Int(usage.ru_maxrss)
  }
}

/// Seconds of a clock that never jumps.
func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
