import Foundation

/// Files that the commands leave behind: complete or not at all.
enum OutputFile {
  static func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  static func write(_ data: Data, to path: String) throws {
    try createFolder(of: path)
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandError.unwritable(path: path, reason: error.localizedDescription)
    }
  }

  /// Creates the folder that a file is to lie in.
  static func createFolder(of path: String) throws {
    // Not `NSString.deletingLastPathComponent`, which traps on a name of one letter.
    try createFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  static func createFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandError.unwritable(path: path, reason: error.localizedDescription)
    }
  }
}
