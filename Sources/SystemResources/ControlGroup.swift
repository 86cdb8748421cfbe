/// What the control groups of a process on Linux, versions 1 and 2, leave it of the machine.
package struct ControlGroup {
  private let root: String
  /// Controllers and paths, as `/proc/self/cgroup` has them; version 2 has no controllers.
  private let places: [(controllers: [Substring], path: Substring)]

  /// - Parameters:
  ///   - membership: the text of `/proc/self/cgroup`.
  ///   - root: where the groups are mounted.
  package init(membership: String, root: String) {
    self.root = root
    places = membership.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return nil }
      return (fields[1].split(separator: ","), fields[2])
    }
  }

  /// Nil where there are none.
  package static var ofThisProcess: ControlGroup? {
    SmallFile.text("/proc/self/cgroup").map { ControlGroup(membership: $0, root: "/sys/fs/cgroup") }
  }

  /// Processors' worth of time a second; nil without a quota.
  package var processors: Double? {
    smallest(controller: "cpu") { folder in
      if let text = SmallFile.text("\(folder)/cpu.max") {
        let fields = text.split(whereSeparator: \.isWhitespace).map { Double($0) }
        guard fields.count == 2, let quota = fields[0], let period = fields[1], period > 0 else {
          return nil
        }
        return quota / period
      }
      guard let quota = number("\(folder)/cpu.cfs_quota_us"), quota > 0,
        let period = number("\(folder)/cpu.cfs_period_us"), period > 0
      else { return nil }
      return quota / period
    }
  }

  /// Bytes of memory; nil without a limit.
  package var memory: Double? {
    smallest(controller: "memory") { folder in
      // Version 1 writes a number beyond any machine where there is no limit.
      (number("\(folder)/memory.max") ?? number("\(folder)/memory.limit_in_bytes")).flatMap {
        $0 < 0x1p60 ? $0 : nil
      }
    }
  }

  /// The smallest limit of a process's groups and of those that they are in.
  private func smallest(
    controller: Substring, _ limit: (_ folder: String) -> Double?
  ) -> Double? {
    places.flatMap { place -> [String] in
      let mounts =
        place.controllers.isEmpty
        ? [root, "\(root)/unified"]
        : place.controllers.contains(controller)
          ? ["\(root)/\(place.controllers.joined(separator: ","))", "\(root)/\(controller)"] : []
      // Inside a container the path may be the host's, and the mount is the group itself.
      var paths = [""]
      for name in place.path.split(separator: "/") where name != ".." {
        paths.append("\(paths[paths.count - 1])/\(name)")
      }
      return mounts.flatMap { mount in paths.map { mount + $0 } }
    }.compactMap(limit).min()
  }

  private func number(_ file: String) -> Double? {
    SmallFile.text(file).flatMap { Double($0.prefix { !$0.isWhitespace }) }
  }
}
