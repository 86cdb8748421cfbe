import Digests
import Experiments
import Files
import Foundation

/// A working tree of git, read from its files. No program is started, so that it takes no process,
/// and works without git.
package struct GitWorkingTree {
  /// The folder that `.git` lies in.
  package let root: String
  /// Of this working tree.
  private let folder: String
  /// Of all working trees of the repository; the same where there is one.
  private let common: String

  /// The innermost that `place` lies in; nil outside of any.
  package init?(containing place: String) {
    guard let real = realpath(place, nil) else { return nil }
    defer { free(real) }
    // What is not UTF-8 would be changed, and then names no folder.
    var root = String(cString: real)
    while !FileManager.default.fileExists(atPath: root + "/.git") {
      guard let slash = root.lastIndex(of: "/") else { return nil }
      root = String(root[..<slash])
    }
    self.root = root
    let entry = root + "/.git"
    if let text = Self.text(entry) {
      // A file that names the folder, as further working trees and submodules have it.
      guard text.hasPrefix("gitdir: ") else { return nil }
      folder = Self.path(text.dropFirst("gitdir: ".count), from: self.root)
    } else {
      folder = entry
    }
    common =
      Self.text(folder + "/commondir").map { [folder] in Self.path($0, from: folder) } ?? folder
  }

  /// The commit in hexadecimal digits; nil where there is none yet, or it is kept in another way.
  package var commit: String? {
    var name = "HEAD"
    // A reference may name another; five are git's own limit.
    for _ in 0..<5 {
      let value = Self.text("\(folder)/\(name)") ?? Self.text("\(common)/\(name)") ?? packed(name)
      guard let value = value?.trimmingCharacters(in: .whitespacesAndNewlines) else { return nil }
      if value.count >= 40, value.allSatisfy(\.isHexDigit) { return value }
      guard value.hasPrefix("ref: refs/"), !value.contains("..") else { return nil }
      name = String(value.dropFirst("ref: ".count))
    }
    return nil
  }

  private func packed(_ name: String) -> String? {
    let line = Self.text(common + "/packed-refs")?.split(separator: "\n").first {
      $0.hasSuffix(" \(name)")
    }
    return line.map { String($0.prefix { $0 != " " }) }
  }

  /// Whether a tracked file differs from what is noted of it, or is missing, or something has been
  /// staged since the last commit or checkout.
  package var hasChanges: Bool {
    guard access(folder + "/index", F_OK) == 0 else { return false }
    guard let bytes = try? FileContent.bytes(of: folder + "/index") else { return true }
    let isLong = Self.text(common + "/config")?.lowercased().contains("objectformat = sha256")
    let index = GitIndex(bytes, digestLength: isLong == true ? 32 : 20)
    guard let index else { return true }
    return index.hasStaged || index.entries.contains { differs($0) }
  }

  private func differs(_ entry: GitIndex.Entry) -> Bool {
    let path = "\(root)/\(entry.path)"
    var status = stat()
    guard lstat(path, &status) == 0 else { return true }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    // Git's own test: a file whose size and time are as noted is as noted.
    if entry.size == UInt32(truncatingIfNeeded: status.st_size),
      entry.seconds == UInt32(truncatingIfNeeded: time.tv_sec),
      entry.nanoseconds == UInt32(truncatingIfNeeded: time.tv_nsec)
    {
      return false
    }
    let content: [UInt8]?
    if entry.isLink {
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
      content = target.map { Array($0.utf8) }
    } else {
      content = try? FileContent.bytes(of: path)
    }
    guard let content else { return true }
    if entry.holds(content) { return false }
    // Git may have written the ends of lines as this system has them.
    var plain: [UInt8] = []
    for (index, byte) in content.enumerated()
    where byte != 13 || index + 1 == content.count || content[index + 1] != 10 {
      plain.append(byte)
    }
    return !entry.holds(plain)
  }

  private static func text(_ path: String) -> String? {
    (try? FileContent.text(of: path)) ?? nil
  }

  /// A path in a file of git, which may be relative to the folder of that file.
  private static func path(_ text: some StringProtocol, from folder: String) -> String {
    let path = text.trimmingCharacters(in: .newlines)
    return path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }
}
