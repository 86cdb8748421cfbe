import Foundation
import SystemResources
import Testing

/// How many processors and how much memory the affinity mask and the control groups leave.
struct UsableProcessorsTests {
  @Test(arguments: [
    ("Name:\tx\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n", 2),
    ("Cpus_allowed_list:\t5\n", 1), ("Cpus_allowed_list:\t0-3,8,10-11\n", 7),
    ("Cpus_allowed_list:\tnone\n", nil), ("Name:\tx\n", nil),
  ])
  func affinityIsReadFromItsList(status: String, count: Int?) {
    #expect(UsableProcessors.affinity(status) == count)
  }

  /// Processors 0 and 4 share a core, and so on; of what is allowed one of each core is chosen.
  @Test(
    arguments: [
      ([0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3]), ([4, 5], nil), ([0, 4, 5], [0, 5]), ([], nil),
    ] as [([Int], [Int]?)])
  func oneOfEachCoreIsChosen(allowed: [Int], chosen: [Int]?) {
    let siblings = { (processor: Int) in "\(processor % 4),\(processor % 4 + 4)\n" }
    #expect(UsableProcessors.oneOfEachCore(among: allowed, siblings: siblings) == chosen)
    #expect(UsableProcessors.oneOfEachCore(among: allowed, siblings: { _ in nil }) == nil)
  }

  struct Groups {
    var membership: String
    var files: [String: String]
    var processors: Double?
    var memory: Double?
  }

  @Test(arguments: [
    // Version 2: the group above is the narrower one.
    Groups(
      membership: "0::/user.slice/job\n",
      files: [
        "user.slice/cpu.max": "150000 100000\n", "user.slice/job/cpu.max": "400000 100000\n",
        "user.slice/job/memory.max": "max\n", "user.slice/memory.max": "1000000\n",
      ], processors: 1.5, memory: 1_000_000),
    // Inside a container the mount is the group itself, whatever its path outside.
    Groups(
      membership: "0::/docker/0123\n",
      files: ["cpu.max": "50000 100000\n", "memory.max": "2000000\n"], processors: 0.5,
      memory: 2_000_000),
    Groups(
      membership: "0::/\n", files: ["cpu.max": "max 100000\n", "memory.max": "max\n"],
      processors: nil, memory: nil),
    // Version 1, its controllers mounted together.
    Groups(
      membership: "4:memory:/job\n3:cpu,cpuacct:/job\n1:name=systemd:/\n0::/\n",
      files: [
        "cpu,cpuacct/job/cpu.cfs_quota_us": "300000\n",
        "cpu,cpuacct/job/cpu.cfs_period_us": "100000\n",
        "memory/job/memory.limit_in_bytes": "9223372036854771712\n",
        "memory/memory.limit_in_bytes": "3000000\n",
      ], processors: 3, memory: 3_000_000),
    Groups(
      membership: "1:cpu:/\n",
      files: ["cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"],
      processors: nil, memory: nil),
    Groups(membership: "nothing\n", files: ["cpu.max": "broken"], processors: nil, memory: nil),
  ])
  func controlGroupsLimit(groups: Groups) throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("rectify-groups-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    for (path, text) in groups.files {
      let file = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let group = ControlGroup(membership: groups.membership, root: root.path)
    #expect(group.processors == groups.processors)
    #expect(group.memory == groups.memory)
  }

  @Test func thisProcessMayUseAtLeastOne() { #expect(UsableProcessors.count >= 1) }
}
