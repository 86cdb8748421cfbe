import Statistics

/// All processes that a comparison rests on, and how often it was looked at: the memory of a sequential
/// procedure.
///
/// A measurement goes on until what hangs on it is decided, and may be repeated. Looking again and again
/// with intervals of 95 % would find a difference sooner or later where there is none. So the j-th look
/// has an interval of level 1 - 0.05 / (j (j + 1)): 97.5 %, 99.17 %, 99.58 %. The shares of all looks that
/// there could ever be add up to 0.05, so that by Bonferroni's inequality at most 5 % of comparisons
/// without a difference ever show one, whenever somebody stops and however often it is repeated. When to
/// look follows from the number of processes and from the time, and never from what they gave. All
/// processes are pooled and none is left out for its result.
public struct TimingSeries: Hashable, Codable, Sendable {
  /// In the order in which they were measured.
  public var processes: [ProcessRatios]
  /// Looks until now, those of earlier attempts and earlier series of this comparison included.
  public var looks: Int
  /// Processes that there were at the last look.
  public var seen: Int
  /// Calls of the program that took them.
  public var attempts: Int
  /// Digest of the program's file: processes of another program are not pooled with these.
  public var program: String

  public init(
    processes: [ProcessRatios] = [], looks: Int = 0, seen: Int = 0, attempts: Int = 1,
    program: String
  ) {
    self.processes = processes
    self.looks = looks
    self.seen = seen
    self.attempts = attempts
    self.program = program
  }

  /// Chance that a look at a comparison without a difference shows one, over all looks.
  public static let errorRate = 0.05
  /// Of the control's interval.
  public static let controlLevel = 0.99

  /// Confidence level of the interval at a look, counted from 1.
  public static func level(look: Int) -> Double {
    1 - errorRate / Double(look * (look + 1))
  }

  /// Counts a look at all processes that there are.
  package mutating func look() {
    looks += 1
    seen = processes.count
  }

  /// Of the last look.
  public var level: Double { Self.level(look: max(1, looks)) }

  /// Whether there are so many processes that it is time to look: eight, and then half as many again as
  /// at the last look.
  public static func isDue(processes: Int, seen: Int) -> Bool {
    processes >= nextLook(after: seen)
  }

  /// Processes at which the next look is due.
  public static func nextLook(after seen: Int) -> Int {
    max(MeasuredProcesses.fewestProcesses, seen + (seen + 1) / 2)
  }

  public var control: RatioInterval? {
    RatioInterval(logRatios: processes.map(\.control), level: Self.controlLevel)
  }
  public var measured: RatioInterval? {
    RatioInterval(logRatios: processes.map(\.measured), level: level)
  }
  /// Nil where not every process recorded it.
  public var processor: RatioInterval? { interval(\.processor) }
  public var peer: RatioInterval? { interval(\.peer) }

  private func interval(_ value: KeyPath<ProcessRatios, Double?>) -> RatioInterval? {
    let values = processes.compactMap { $0[keyPath: value] }
    return values.count == processes.count ? RatioInterval(logRatios: values, level: level) : nil
  }
}
