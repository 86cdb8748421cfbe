/// What the machine did besides the process that takes the steps, during one block.
public struct MachineLoad: Hashable, Codable, Sendable {
  /// Processors kept busy by others, the hypervisor's other guests included, on average.
  public var outside: Double
  /// Processors that the hypervisor gave to other guests, on average.
  public var steal: Double
  /// Share of the time that some task waited for a processor (Linux's pressure stall information).
  public var pressure: Double
  /// Tasks that ran or waited to run when the block ended, the reader itself included.
  public var runnable: Int

  public init(outside: Double, steal: Double, pressure: Double, runnable: Int) {
    self.outside = outside
    self.steal = steal
    self.pressure = pressure
    self.runnable = runnable
  }

  /// A block above either is left out: fixed before anything is measured.
  public static let largestOutside = 0.15
  public static let largestPressure = 0.10
  /// Below this nobody else was busy, and what waited were the process's own threads, which hand
  /// over to each other many times in a short step.
  private static let leastOutside = 0.05

  public var isDisturbing: Bool {
    outside > Self.largestOutside
      || (pressure > Self.largestPressure && outside > Self.leastOutside)
  }
}
