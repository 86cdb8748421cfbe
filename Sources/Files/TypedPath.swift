import Glibc

/// The one way from a path as a person types it to a path that the system takes.
///
/// Shells expand `~` only at the beginning of a word: `--store=~/runs`, a quoted `'~/runs'` and most
/// environment variables arrive as they were typed. What comes out of here means the same file to
/// every function, whether that function knows about `~` or not, and whatever else it stands behind.
public enum TypedPath {
  /// Why a text names no file, as the end of a sentence that begins with it.
  public enum Defect: Error, Equatable, CustomStringConvertible {
    case empty
    case noHome
    case unknownUser(String)

    public var description: String {
      switch self {
      case .empty: "is empty; pass a path"
      case .noHome: "begins with ~, and no home folder is known; set HOME or pass the whole path"
      case .unknownUser(let name):
        "begins with ~, and there is no user \"\(name)\"; pass a whole path, or ./~\(name) for what "
          + "has that name"
      }
    }
  }

  /// `~` and `~USER` become home folders; slashes at the end go; a name that begins with a dash gets
  /// `./` before it, so that no program takes it for an option. All else stays as it was typed: the
  /// system knows what `..` means behind a link.
  ///
  /// - Parameter home: the folder of a user, of this process's own where the name is empty.
  public static func resolve(
    _ text: String, home: (String) -> String? = systemHome
  ) throws(Defect) -> String {
    if text.isEmpty { throw .empty }
    var path = text
    if text.utf8.first == UInt8(ascii: "~") {
      let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) ?? text.utf8.endIndex
      let user = String(text.utf8[..<slash].dropFirst()) ?? ""
      guard let folder = home(user) else { throw user.isEmpty ? .noHome : .unknownUser(user) }
      path = withoutSlashes(folder) + text[slash...]
    }
    path = withoutSlashes(path)
    if path.isEmpty { return "/" }
    return path.utf8.first == UInt8(ascii: "-") ? "./" + path : path
  }

  /// HOME, else what the system knows of the user.
  public static func systemHome(of user: String) -> String? {
    if user.isEmpty, let home = getenv("HOME"), home.pointee != 0 { return String(cString: home) }
    let entry = user.isEmpty ? getpwuid(getuid()) : getpwnam(user)
    return (entry?.pointee.pw_dir).map { String(cString: $0) }
  }

  private static func withoutSlashes(_ path: String) -> String {
    let last = path.utf8.lastIndex { $0 != UInt8(ascii: "/") }
    return last.map { String(path[...$0]) } ?? ""
  }
}
