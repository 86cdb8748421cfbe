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
    if let quota = ControlGroup.ofThisProcess?.processors {
      count = min(count, Int(min(quota.rounded(.up), 1e6)))
    }
    return max(1, count)
  }

  /// All that are online, whoever may use them.
  public static var ofMachine: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// How many processors the affinity mask has, by the list in the text of `/proc/self/status`.
  package static func affinity(_ status: String) -> Int? {
    let name = "Cpus_allowed_list:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else {
      return nil
    }
    // Such as "0-3,8".
    var count = 0
    for range in line.dropFirst(name.count).split(separator: ",") {
      let bounds = range.split(separator: "-").map { Int($0.drop { $0.isWhitespace }) }
      guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, last >= first else {
        return nil
      }
      count += last - first + 1
    }
    return count
  }
}
