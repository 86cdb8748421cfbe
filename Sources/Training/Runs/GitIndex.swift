import Digests
import Experiments

/// What git notes of the tracked files, in the file `index` (gitformat-index, versions 2 to 4).
package struct GitIndex {
  package struct Entry {
    package var path: String
    package var isLink: Bool
    /// Of the last change.
    var seconds, nanoseconds: UInt32
    var size: UInt32
    var digest: [UInt8]

    /// Whether a file with this content is the one that was noted.
    package func holds(_ content: [UInt8]) -> Bool {
      let blob = Array("blob \(content.count)\0".utf8) + content
      if digest.count == 20 { return SHA1.digest(of: blob) == digest }
      var hash = SHA256()
      blob.withUnsafeBytes { hash.update($0) }
      return hash.finish() == digest
    }
  }

  /// Those whose files are to be looked at.
  package private(set) var entries: [Entry] = []
  /// Whether something was staged since the last commit or checkout, or a conflict is open.
  package private(set) var hasStaged = false

  /// Longer ones cannot be opened.
  private static let longestPath = 4096

  /// Nil where it cannot be understood.
  package init?(_ bytes: [UInt8], digestLength: Int) {
    var position = 12
    func number(_ offset: Int, _ length: Int = 4) -> UInt32 {
      bytes[offset..<offset + length].reduce(0) { $0 << 8 | UInt32($1) }
    }
    // The digest of the index itself is at its end.
    let end = bytes.count - digestLength
    guard end >= 12, bytes.starts(with: Array("DIRC".utf8)) else { return nil }
    let version = number(4)
    guard (2...4).contains(version) else { return nil }
    var name: [UInt8] = []
    for _ in 0..<number(8) {
      let start = position
      let flagsAt = start + 40 + digestLength
      guard flagsAt + 4 < end else { return nil }
      let flags = number(flagsAt, 2)
      let extended = flags & 0x4000 != 0 ? number(flagsAt + 2, 2) : 0
      position = flagsAt + (flags & 0x4000 != 0 ? 4 : 2)
      if version == 4 {
        // How many bytes of the name before go, in groups of seven bits.
        var removed = 0
        while true {
          guard position < end, removed < 1 << 30 else { return nil }
          let byte = Int(bytes[position])
          removed = removed << 7 | byte & 0x7f
          position += 1
          if byte & 0x80 == 0 { break }
          removed += 1
        }
        name.removeLast(min(removed, name.count))
      } else {
        name = []
      }
      guard let zero = bytes[position..<end].firstIndex(of: 0) else { return nil }
      name += bytes[position..<zero]
      // Version 4 can write long names in few bytes, and each is kept.
      guard name.count <= Self.longestPath else { return nil }
      position = version == 4 ? zero + 1 : start + (zero - start + 8) / 8 * 8
      let mode = number(start + 24)
      // Stages of a conflict; files whose content will be added later.
      if flags & 0x3000 != 0 || extended & 0x2000 != 0 { hasStaged = true }
      // What is assumed unchanged or left out of the tree; submodules and folders of a sparse index.
      let isLeftOut = flags & 0x8000 != 0 || extended & 0x4000 != 0
      guard !isLeftOut, mode >> 12 == 0o10 || mode >> 12 == 0o12 else { continue }
      entries.append(
        Entry(
          path: String(decoding: name, as: UTF8.self), isLink: mode >> 12 == 0o12,
          seconds: number(start + 8), nanoseconds: number(start + 12), size: number(start + 36),
          digest: Array(bytes[start + 40..<flagsAt])))
    }
    while position + 8 <= end {
      let (signature, size) = (bytes[position..<position + 4], Int(number(position + 4)))
      position += 8
      guard position + size <= end else { return nil }
      // The trees that the entries make, the root's first: the number of its entries is -1 once
      // something was staged.
      if signature.elementsEqual("TREE".utf8),
        bytes[position..<position + size].starts(with: Array("\0-1 ".utf8))
      {
        hasStaged = true
      }
      position += size
    }
  }
}
