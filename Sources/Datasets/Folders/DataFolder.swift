import Foundation

/// What a folder holds: the names of its files and sub-folders, each list in ascending order of the
/// names' bytes.
///
/// Hidden entries, whose names start with a dot, and what file managers and archivers leave behind
/// (`isCompanion`) are left out. The folder itself may be a link. A link in it that leads out of it
/// is an error, so that a set which someone else packed shows nothing else of this machine; names
/// come from the folder itself and have no path in them. Whatever cannot be looked at is an error: a
/// set never becomes smaller because of it.
struct DataFolder {
  let path: String
  let files: [String]
  let folders: [String]
  /// The set's own folder without any link on the way to it.
  private let top: String

  /// A set's own folder.
  init(_ path: String) throws(DatasetError) {
    try self.init(path, top: Self.target(of: path) ?? path)
  }

  private init(_ path: String, top: String) throws(DatasetError) {
    var files: [String] = []
    var folders: [String] = []
    for entry in try Self.entries(of: path) {
      // Swift's own text would replace what is not UTF-8, and name another file.
      guard let name = String(validating: entry.name, as: UTF8.self) else {
        throw .nameNotUTF8(folder: path, name: PrintedName.text(entry.name))
      }
      guard !Self.isCompanion(name) else { continue }
      let kind =
        if let kind = entry.kind { kind } else { try Self.kind(of: "\(path)/\(name)", in: top) }
      switch kind {
      case S_IFDIR: folders.append(name)
      case S_IFREG: files.append(name)
      default: throw .notAFile(path: "\(path)/\(name)")
      }
    }
    self.path = path
    self.top = top
    self.files = files
    self.folders = folders
  }

  /// A sub-folder by its name.
  func folder(_ name: String) throws(DatasetError) -> DataFolder {
    try DataFolder("\(path)/\(name)", top: top)
  }

  // MARK: - Reading a folder

  private struct Entry {
    let name: [UInt8]
    /// As `st_mode` has it, where the folder says so; nil of a link, and on some file systems.
    let kind: mode_t?
  }

  /// A folder's entries without the hidden ones, in ascending order of their names' bytes.
  /// Foundation's list leaves out names that are not UTF-8, and its text has another order.
  private static func entries(of path: String) throws(DatasetError) -> [Entry] {
    guard let stream = opendir(path) else {
      let code = errno
      throw code == ENOENT || code == ENOTDIR
        ? .missingFolder(path) : .unreadable(file: path, code: code)
    }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw .unreadable(file: path, code: errno) }
        break
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard name.first != UInt8(ascii: ".") else { continue }
      let kinds = [UInt8(DT_DIR): S_IFDIR, UInt8(DT_REG): S_IFREG]
      entries.append(Entry(name: name, kind: kinds[entry.pointee.d_type]))
    }
    return entries.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// The kind of what a path leads to, as `st_mode` has it.
  private static func kind(of path: String, in top: String) throws(DatasetError) -> mode_t {
    var status = stat()
    if stat(path, &status) == 0 {
      if let target = target(of: path), !isInside(target, top) {
        throw .leadsOutside(link: path, target: target, folder: top)
      }
      return status.st_mode & S_IFMT
    }
    let code = errno
    guard code == ENOENT, lstat(path, &status) == 0 else {
      throw .unreadable(file: path, code: code)
    }
    throw .danglingLink(path: path)
  }

  /// A path without links; nil where there is none.
  private static func target(of path: String) -> String? {
    guard let target = realpath(path, nil) else { return nil }
    defer { free(target) }
    return String(cString: target)
  }

  private static func isInside(_ target: String, _ top: String) -> Bool {
    // By their bytes: to Swift's text a slash and a mark behind it are one character.
    target.utf8.elementsEqual(top.utf8)
      || target.utf8.starts(with: (top == "/" ? top : top + "/").utf8)
  }

  // MARK: - Companions

  /// What Windows, macOS, network storage and archivers put beside files; case does not matter there.
  private static let companions: Set = [
    "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r", "__macosx", "@eadir",
    "#recycle", "@recycle", "$recycle.bin", "system volume information", "lost+found",
    "__pycache__",
  ]

  /// Whether an entry is known to be of a tool and not of the set. `NAME:Zone.Identifier` is what
  /// Windows remembers of a download.
  private static func isCompanion(_ name: String) -> Bool {
    let name = name.lowercased()
    return companions.contains(name) || name.hasSuffix(":zone.identifier")
      || name.hasPrefix("thumbs.db:")
  }
}
