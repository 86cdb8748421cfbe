import Foundation

/// A new folder for the sockets of one group of processes, removed with the value.
package final class SocketFolder {
  package let path: String

  /// - Parameter places: folders with a slash at the end, of which the first that can be written and
  ///   whose path is not too long for a socket is taken; else the one that TMPDIR names and the usual
  ///   ones.
  package init(
    in places: [String] = [NSTemporaryDirectory(), "/tmp/", "/var/tmp/", "/dev/shm/"]
  ) throws(TimingError) {
    for place in places where place.utf8.count <= Self.longestPlace {
      var template = Array((place + "rectify-XXXXXX").utf8CString)
      guard mkdtemp(&template) != nil else { continue }
      path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      return
    }
    throw .noSocketFolder(longestPlace: Self.longestPlace)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Bytes: some systems give a socket's path 104 with its end, and a folder's own name and a rank
  /// come behind.
  private static let longestPlace = 80
}
