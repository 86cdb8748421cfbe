import CairoRendering
import Foundation

/// Files that the commands leave behind: complete or not at all.
enum OutputFile {
  static func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  static func write(_ data: Data, to path: String) throws { try write(Array(data), to: path) }

  /// All of them or none, whatever comes between but an end without warning.
  static func write(_ files: [(path: String, bytes: [UInt8])]) throws {
    for file in files { try createFolder(of: file.path) }
    try Interruption.holdingOff { try FileReplacement.write(files) }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    try createFolder(of: path)
    try FileReplacement.write(bytes, to: path)
  }

  /// Creates the folder that a file is to lie in.
  static func createFolder(of path: String) throws {
    // The text before the last slash: Foundation's ways to it put their own meaning on `~`.
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex
    else { return }
    try createFolder(String(path[..<slash]))
  }

  static func createFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandError.unwritable(path: path, reason: error.localizedDescription)
    }
  }
}
