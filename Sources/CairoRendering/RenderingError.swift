import Figures
import Glibc

/// Why a figure could not be drawn or written.
public enum RenderingError: Error, Equatable, CustomStringConvertible {
  /// What was being done to a file.
  public enum FileStep: Equatable, Sendable { case create, write, replace }

  case figure(FigureError)
  case unknownFormat(path: String)
  /// `substitute` is the family that fontconfig would give instead; nil where it has none.
  case missingFont(family: String, substitute: String?)
  /// A Cairo that was built without FreeType and fontconfig.
  case cairoWithoutFonts
  case cairo(stage: String, message: String)
  case png(message: String)
  /// `code` is the value of errno; `hadFile` whether there was a file at `path`, which is as it was.
  case file(path: String, step: FileStep, code: Int32, hadFile: Bool)

  public var description: String {
    switch self {
    case .figure(let error): return error.description
    case .unknownFormat(let path):
      return "Cannot tell the format of '\(path)': end its name in .png, .svg or .pdf."
    case .missingFont(let family, let substitute):
      let instead = substitute.map { " (fontconfig would use \($0))" } ?? ""
      return "The font \(family) is not installed\(instead): install the package fonts-dejavu-core."
    case .cairoWithoutFonts:
      return "This Cairo was built without fonts of the system and would draw strokes of its own: "
        + "install the packages libcairo2 and fonts-dejavu-core."
    case .cairo(let stage, let message):
      return "Cairo failed while \(stage): \(message)."
    case .png(let message):
      return "libpng failed while encoding the picture: \(message)."
    case .file(let path, let step, let code, let hadFile):
      return Self.sentence(path: path, step: step, code: code, hadFile: hadFile)
    }
  }

  private static func sentence(
    path: String, step: FileStep, code: Int32, hadFile: Bool
  ) -> String {
    let folder = folder(of: path)
    let kept = hadFile ? "; the old file was kept" : ""
    switch (step, code) {
    case (.create, ENOENT):
      return "Cannot write '\(path)': the folder '\(folder)' does not exist; create it first."
    case (.create, ENOTDIR):
      return "Cannot write '\(path)': '\(folder)' is not a folder; choose another path."
    case (.create, EACCES), (.create, EPERM), (.create, EROFS):
      return "Cannot write '\(path)': the folder '\(folder)' does not allow it; change its "
        + "permissions or choose another."
    case (.replace, EISDIR):
      return "Cannot write '\(path)': it is a folder; choose another name."
    case (_, ENOSPC), (_, EDQUOT):
      return "Cannot write '\(path)': there is no space left; make room or choose another folder"
        + (hadFile ? ", the old file was kept." : ".")
    case (_, ENAMETOOLONG):
      return "Cannot write '\(path)': its name is too long; choose a shorter one."
    default:
      return "Cannot write '\(path)': \(String(cString: strerror(code)))\(kept)."
    }
  }
}

/// The folder that `path` lies in; "." for a bare name.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
