import CProcessor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The processors that the system lets this process use at a time.
public enum UsableProcessors {
  /// At least one: those of the affinity mask, or fewer where a control group has a quota of
  /// processor time. A quota of one and a half processors counts as two.
  public static var count: Int {
    var count = ofMachine
    if let status = SmallFile.text("/proc/self/status"), let allowed = affinity(status) {
      count = min(count, allowed)
    }
    if let quota {
      count = min(count, Int(min(quota.rounded(.up), 1e6)))
    }
    return max(1, count)
  }

  /// Processors' worth of time a second that a control group grants; nil without a quota.
  public static var quota: Double? { ControlGroup.ofThisProcess?.processors }

  /// All that are online, whoever may use them.
  public static var ofMachine: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Those of the affinity mask, such as "0-3,8"; nil where the system does not say.
  public static var list: String? {
    SmallFile.text("/proc/self/status").flatMap(affinityList)
  }

  /// The first logical processor of each core of the affinity mask: two that share a core share its
  /// arithmetic, and slow each other. Nil where none share, or the system does not say.
  ///
  /// - Parameter siblings: the text of the list of those that share a core with one.
  package static func oneOfEachCore(
    among allowed: [Int],
    siblings: (Int) -> String? = {
      SmallFile.text("/sys/devices/system/cpu/cpu\($0)/topology/thread_siblings_list")
    }
  ) -> [Int]? {
    let first = allowed.filter { processor in
      guard let core = siblings(processor).flatMap(numbers) else { return true }
      return core.filter(allowed.contains).min() ?? processor == processor
    }
    return first.count < allowed.count ? first : nil
  }

  /// One logical processor of each core, where that leaves at least so many of those that this process
  /// may use; nil where it does not, or no two share a core.
  public static func withoutSiblings(atLeast count: Int) -> [Int]? {
    guard let allowed = list.flatMap(numbers),
      let chosen = oneOfEachCore(among: allowed),
      chosen.count >= count
    else { return nil }
    return chosen
  }

  /// Keeps this thread, and all that it starts, to these; without effect where the system refuses.
  public static func restrict(to processors: [Int]) {
    let numbers = processors.map(Int32.init)
    _ = rectify_restrict_to_processors(numbers, Int32(numbers.count))
  }

  /// How many processors the affinity mask has, by the list in the text of `/proc/self/status`.
  package static func affinity(_ status: String) -> Int? {
    affinityList(status).flatMap(numbers)?.count
  }

  private static func affinityList(_ status: String) -> String? {
    let name = "Cpus_allowed_list:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else {
      return nil
    }
    return line.dropFirst(name.count).filter { !$0.isWhitespace }
  }

  /// Of a list such as "0-3,8"; nil where it is none.
  private static func numbers(_ list: String) -> [Int]? {
    var numbers: [Int] = []
    for range in list.filter({ !$0.isWhitespace }).split(separator: ",") {
      let bounds = range.split(separator: "-").map { Int($0) }
      guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, last >= first else {
        return nil
      }
      numbers += first...last
    }
    return numbers
  }
}
