import Foundation
import SystemResources
import Testing

/// On a folder of the system's layout: hosted machines seldom tell.
@Suite struct EnergyCounterTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "powercap-\(UUID().uuidString)")

  private func write(_ zone: String, _ values: [String: String]) throws {
    let place = folder.appendingPathComponent(zone)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, value) in values {
      try "\(value)\n".write(
        to: place.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
  }

  /// Two processors, one of which starts to count again; a part of one, and memory, are not added.
  @Test func processorsAreAddedAcrossTheEndOfTheirCounters() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    func count(_ first: Int, _ second: Int) throws {
      try write(
        "intel-rapl:0",
        ["name": "package-0", "max_energy_range_uj": "10000000", "energy_uj": "\(first)"])
      try write(
        "intel-rapl:1",
        ["name": "package-1", "max_energy_range_uj": "10000000", "energy_uj": "\(second)"])
      try write(
        "intel-rapl:0:0",
        ["name": "core", "max_energy_range_uj": "10000000", "energy_uj": "\(first)"])
      try write(
        "intel-rapl:2",
        ["name": "psys", "max_energy_range_uj": "10000000", "energy_uj": "\(first)"])
    }
    try count(1_000_000, 9_000_000)
    var counter = EnergyCounter(folder: folder.path)
    #expect(counter.joules == 0)
    try count(3_000_000, 1_000_000)
    counter.read()
    #expect(counter.joules == 4)
    try count(3_500_000, 1_000_000)
    counter.read()
    #expect(counter.joules == 4.5)
    try FileManager.default.removeItem(at: folder)
    counter.read()
    #expect(counter.joules == nil)
  }

  @Test func aMachineThatDoesNotTellHasNone() {
    var counter = EnergyCounter(folder: folder.path)
    counter.read()
    #expect(counter.joules == nil)
  }
}
