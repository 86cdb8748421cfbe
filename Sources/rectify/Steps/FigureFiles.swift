import CairoRendering
import Figures
import Networks
import Reports
import SystemResources

/// The files of one figure: pictures in one or more formats and themes, and the numbers as CSV.
struct FigureFiles {
  static let usualThemes: [FigureTheme] = [.light, .dark]

  /// Where the figures of a preset, or of a report under another name, lie.
  static func folder(_ name: String) -> String { "figures/\(name)" }

  /// The path without its ending.
  let stem: String
  /// Of the one picture, as it was typed; nil for that of each format.
  var ending: String?
  /// Nil for those that a report shows or links.
  var formats: [FigureFormat]?
  var themes = usualThemes
  /// What the names of dark pictures have before their ending.
  var darkSuffix = "-dark"

  /// Nothing links a dark SVG, so that it is written only where its format is asked for.
  private static func usualFormats(_ theme: FigureTheme) -> [FigureFormat] {
    theme == .dark ? [.png] : [.png, .svg]
  }

  /// Everything is drawn before anything is written, and all files are replaced or none: a figure that
  /// cannot be drawn or written leaves the old one as it was.
  ///
  /// - Returns: the paths, the numbers last.
  func write(_ figure: Figure) throws -> [String] {
    let files = try Self.made(files(of: figure)) { try Interruption.check() }
    try FileReplacement.write(files)
    return files.map(\.path)
  }

  /// A file that is to be made.
  private struct File: Sendable {
    var path: String
    var bytes: @Sendable () throws -> [UInt8]
  }

  private func files(of figure: Figure) -> [File] {
    let pictures = themes.flatMap { theme in
      let suffix = theme == .dark ? darkSuffix : ""
      return (formats ?? Self.usualFormats(theme)).map { format in
        File(path: "\(stem)\(suffix).\(ending ?? format.rawValue)") {
          try FigureWriter.bytes(of: figure, format: format, theme: theme)
        }
      }
    }
    return pictures + [File(path: "\(stem).csv") { Array(figure.csv.utf8) }]
  }

  /// On several threads, since files do not depend on each other.
  ///
  /// - Parameter mayGoOn: called before each file; throws where the program is to end.
  private static func made(
    _ files: [File], mayGoOn: () throws -> Void
  ) throws -> [(path: String, bytes: [UInt8])] {
    let threads = max(1, min(files.count, UsableProcessors.count, 8))
    let results = ThreadTeam(count: threads).map(tasks: files.count) { index in
      Result {
        try mayGoOn()
        return try files[index].bytes()
      }
    }
    return try zip(files, results).map { ($0.path, try $1.get()) }
  }

  /// Draws the figures of a report that the input has data for; the others are left out. Their files are
  /// to be written with the report's own.
  ///
  /// - Parameter name: of the folder that they lie in.
  static func draw(
    _ names: [FigureName], as variant: FigureVariant, of input: ReportInput, in name: String
  ) throws -> (pictures: [ReportPicture], files: [(path: String, bytes: [UInt8])]) {
    var shown: [ReportPicture] = []
    var files: [File] = []
    for figureName in names {
      try Interruption.checkWhileReporting()
      guard let figure = variant.figure(figureName, of: input) else { continue }
      let stem = "\(folder(name))/\(figure.name)"
      files += FigureFiles(stem: stem).files(of: figure)
      shown.append(ReportPicture(name: figureName, figure: figure, link: "../../\(stem)"))
    }
    return (shown, try made(files) { try Interruption.checkWhileReporting() })
  }
}
