import Foundation

/// What a folder holds: the names of its files and sub-folders, each list in ascending order of the
/// names' bytes. Hidden entries, whose names start with a dot, are left out.
struct DataFolder {
  let path: String
  let files: [String]
  let folders: [String]

  init(_ path: String) throws(DatasetError) {
    guard Self.isFolder(path) else { throw .missingFolder(path) }
    let entries: [String]
    do {
      entries = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .unreadable(file: path, reason: error.localizedDescription)
    }
    // Swift orders text by its meaning in Unicode; bytes have one order on every system.
    let names = entries.filter { !$0.hasPrefix(".") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let isFolder = names.map { Self.isFolder("\(path)/\($0)") }
    self.path = path
    files = zip(names, isFolder).filter { !$1 }.map(\.0)
    folders = zip(names, isFolder).filter { $1 }.map(\.0)
  }

  /// A sub-folder by its name.
  func folder(_ name: String) throws(DatasetError) -> DataFolder {
    try DataFolder("\(path)/\(name)")
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
