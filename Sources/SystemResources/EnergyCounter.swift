import Foundation

/// The energy that the machine's processors take, as Linux counts it (its power capping framework), all
/// programs together.
///
/// Its counters start again at an end of their own, after less than an hour under load: read them more
/// often.
public struct EnergyCounter: Sendable {
  private struct Zone: Sendable {
    let path: String
    /// Microjoules at which the counter starts again.
    let range: Double
    var last: Double
  }

  private var zones: [Zone]
  /// Since the beginning, as of the last reading; nil where the system does not tell.
  public private(set) var joules: Double?

  /// - Parameter folder: one of the same layout as the system's, for tests.
  public init(folder: String = "/sys/class/powercap") {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    // Whole processors, such as intel-rapl:0; what follows a second colon is a part of one.
    zones = names.filter { $0.count { $0 == ":" } == 1 }.sorted().compactMap { name in
      let place = "\(folder)/\(name)"
      guard let kind = Self.text("\(place)/name"), kind.hasPrefix("package"),
        let range = Self.number("\(place)/max_energy_range_uj"),
        let now = Self.number("\(place)/energy_uj")
      else { return nil }
      return Zone(path: "\(place)/energy_uj", range: range, last: now)
    }
    joules = zones.isEmpty ? nil : 0
  }

  /// Adds what was taken since the reading before.
  public mutating func read() {
    for index in zones.indices {
      guard let now = Self.number(zones[index].path) else {
        joules = nil
        return
      }
      let taken = now - zones[index].last
      joules = joules.map { $0 + (taken < 0 ? taken + zones[index].range : taken) / 1e6 }
      zones[index].last = now
    }
  }

  private static func text(_ path: String) -> String? {
    (try? String(contentsOfFile: path, encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func number(_ path: String) -> Double? { text(path).flatMap(Double.init) }
}
