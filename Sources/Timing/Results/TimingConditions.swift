import Foundation
import SystemResources

/// What the system gave a measurement, as far as it says.
public struct TimingConditions: Hashable, Codable, Sendable {
  /// Logical processors that the steps could run on, such as "0-3"; nil where the system does not say.
  public var processors: String?
  /// Whether only one logical processor of each core was used, where two share one.
  public var avoidsSiblings: Bool
  /// Processors' worth of time that a control group grants; nil without a quota.
  public var quota: Double?
  /// How the system chooses the frequency, such as "performance"; nil where it does not say.
  public var governor: String?
  /// Lowest and highest frequency at the start over these processors, in MHz.
  public var megahertz: [Double]?
  /// Processors that others kept busy, median over blocks.
  public var outside: Double

  /// Of this moment.
  ///
  /// - Parameter processors: what the steps are kept to; nil for all that this process has.
  init(processors: [Int]?) {
    self.processors =
      processors.map { $0.map(String.init).joined(separator: ",") } ?? UsableProcessors.list
    avoidsSiblings = processors != nil
    quota = UsableProcessors.quota
    governor =
      (try? String(
        contentsOfFile: "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let frequencies = information.split(separator: "\n").filter { $0.hasPrefix("cpu MHz") }
      .compactMap { $0.split(separator: ":").last }
      .compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    if let low = frequencies.min(), let high = frequencies.max() { megahertz = [low, high] }
    outside = 0
  }
}
