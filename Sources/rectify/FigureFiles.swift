import CairoRendering
import Figures
import Foundation
import Reports

/// Where a preset's figures lie, and how each is written: PNG and SVG on a light and on a dark ground,
/// and the numbers as CSV.
struct FigureFiles {
  let preset: String

  var folder: String { "figures/\(preset)" }

  /// Writes the figures that the input has data for; the others are left out.
  func write(_ names: [FigureName], of input: ReportInput) throws -> [Report.Picture] {
    try names.compactMap { name in
      guard let figure = name.figure(input) else { return nil }
      try OutputFile.createFolder(folder)
      let stem = "\(folder)/\(figure.name)"
      for (theme, suffix) in [(FigureTheme.light, ""), (.dark, "-dark")] {
        for format in [FigureFormat.png, .svg] {
          try FigureWriter.write(
            figure, to: "\(stem)\(suffix).\(format.rawValue)", theme: theme)
        }
      }
      try OutputFile.write(figure.csv, to: "\(stem).csv")
      return Report.Picture(name: name, figure: figure, link: "../../\(stem)")
    }
  }
}

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
