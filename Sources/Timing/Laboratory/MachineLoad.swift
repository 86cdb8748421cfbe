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
  /// Seconds that the machine was suspended.
  public var suspended: Double

  public init(
    outside: Double, steal: Double, pressure: Double, runnable: Int, suspended: Double = 0
  ) {
    self.outside = outside
    self.steal = steal
    self.pressure = pressure
    self.runnable = runnable
    self.suspended = suspended
  }
}
