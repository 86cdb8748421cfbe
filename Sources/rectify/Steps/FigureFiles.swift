import CairoRendering
import Figures
import Reports

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
    var files: [(path: String, bytes: [UInt8])] = []
    for theme in themes {
      let suffix = theme == .dark ? darkSuffix : ""
      for format in formats ?? Self.usualFormats(theme) {
        files.append(
          (
            "\(stem)\(suffix).\(ending ?? format.rawValue)",
            try FigureWriter.bytes(of: figure, format: format, theme: theme)
          ))
      }
    }
    files.append(("\(stem).csv", Array(figure.csv.utf8)))
    try FileReplacement.write(files)
    return files.map(\.path)
  }

  /// Writes the figures of a report that the input has data for; the others are left out.
  ///
  /// - Parameter name: of the folder that they lie in.
  static func write(
    _ names: [FigureName], as variant: FigureVariant, of input: ReportInput, in name: String
  ) throws -> [ReportPicture] {
    try names.compactMap { figureName in
      try Interruption.check()
      guard let figure = variant.figure(figureName, of: input) else { return nil }
      let stem = "\(folder(name))/\(figure.name)"
      try OutputFile.createFolder(of: stem)
      _ = try FigureFiles(stem: stem).write(figure)
      return ReportPicture(name: figureName, figure: figure, link: "../../\(stem)")
    }
  }
}
