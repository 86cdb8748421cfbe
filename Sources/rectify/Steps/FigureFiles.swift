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
    let files = try files(of: figure)
    try FileReplacement.write(files)
    return files.map(\.path)
  }

  /// Drawn, and not written yet.
  private func files(of figure: Figure) throws -> [(path: String, bytes: [UInt8])] {
    try Self.drawn(pictures(of: figure)) { try Interruption.check() } + [numbers(of: figure)]
  }

  /// A picture to be drawn.
  private struct Picture {
    var path: String
    var figure: Figure
    var format: FigureFormat
    var theme: FigureTheme
  }

  private func pictures(of figure: Figure) -> [Picture] {
    themes.flatMap { theme in
      let suffix = theme == .dark ? darkSuffix : ""
      return (formats ?? Self.usualFormats(theme)).map { format in
        Picture(
          path: "\(stem)\(suffix).\(ending ?? format.rawValue)", figure: figure, format: format,
          theme: theme)
      }
    }
  }

  private func numbers(of figure: Figure) -> (path: String, bytes: [UInt8]) {
    ("\(stem).csv", Array(figure.csv.utf8))
  }

  /// On several threads, since pictures do not depend on each other.
  ///
  /// - Parameter mayGoOn: called before each picture; throws where the program is to end.
  private static func drawn(
    _ pictures: [Picture], mayGoOn: () throws -> Void
  ) throws -> [(path: String, bytes: [UInt8])] {
    let threads = max(1, min(pictures.count, UsableProcessors.count, 8))
    let results = ThreadTeam(count: threads).map(tasks: pictures.count) { index in
      Result {
        try mayGoOn()
        let picture = pictures[index]
        return try FigureWriter.bytes(
          of: picture.figure, format: picture.format, theme: picture.theme)
      }
    }
    return try zip(pictures, results).map { ($0.path, try $1.get()) }
  }

  /// Draws the figures of a report that the input has data for; the others are left out. Their files are
  /// to be written with the report's own.
  ///
  /// - Parameter name: of the folder that they lie in.
  static func draw(
    _ names: [FigureName], as variant: FigureVariant, of input: ReportInput, in name: String
  ) throws -> (pictures: [ReportPicture], files: [(path: String, bytes: [UInt8])]) {
    var shown: [ReportPicture] = []
    var pictures: [Picture] = []
    var numbers: [(path: String, bytes: [UInt8])] = []
    for figureName in names {
      try Interruption.checkWhileReporting()
      guard let figure = variant.figure(figureName, of: input) else { continue }
      let files = FigureFiles(stem: "\(folder(name))/\(figure.name)")
      pictures += files.pictures(of: figure)
      numbers.append(files.numbers(of: figure))
      shown.append(ReportPicture(name: figureName, figure: figure, link: "../../\(files.stem)"))
    }
    return (shown, try drawn(pictures) { try Interruption.checkWhileReporting() } + numbers)
  }
}
