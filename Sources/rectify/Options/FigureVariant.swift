import ArgumentParser
import Figures
import Networks
import Reports

/// A figure as a user wants it: what of it is drawn, how wide, and what its claims come from.
struct FigureVariant {
  var selection = FigureSelection()
  /// Nil for the usual width.
  var width: FigureWidth?
  /// The digest of a user's own claims file; nil for the one that ships with the project.
  var claims: String?

  /// Whether it is the whole figure, as a report shows it.
  var isWhole: Bool { selection == FigureSelection() && width == nil }

  /// Nil where there is nothing to draw it from.
  func figure(_ name: FigureName, of input: ReportInput) -> Figure? {
    guard var figure = name.figure(input, showing: selection) else { return nil }
    if let width {
      figure.width = width.points
      figure.name += "-\(width)"
      figure.provenance["width"] = "\(width)"
    }
    if let claims { figure.provenance["claims"] = claims }
    return figure
  }
}

extension FigureVariant {
  /// What a file's provenance says of it; nil where it holds what this program does not know.
  init?(provenance: [String: String]) {
    guard let selection = FigureSelection(provenance: provenance) else { return nil }
    self.selection = selection
    if let text = provenance["width"] {
      guard let width = FigureWidth(text) else { return nil }
      self.width = width
    }
    claims = provenance["claims"]
  }
}

/// A page's width as a user gives it, such as "180mm".
struct FigureWidth: CustomStringConvertible {
  let points: Double
  /// As it was given.
  let description: String

  /// Points in each unit; px is that of web pages, of which an inch has 96.
  private static let units: [(name: String, points: Double)] = [
    ("mm", 72 / 25.4), ("cm", 72 / 2.54), ("in", 72), ("px", 0.75), ("pt", 1),
  ]

  /// Narrower, no panel has room between its labels; wider, no page has room for it.
  private static let range = 200.0...2000

  /// Nil where the text is not a number with one of the units, within the range.
  init?(_ text: String) {
    guard let unit = Self.units.first(where: { text.hasSuffix($0.name) }),
      let number = Double(text.dropLast(unit.name.count)),
      Self.range.contains(number * unit.points)
    else { return nil }
    points = number * unit.points
    description = text
  }

  /// For the command line.
  static func argument(_ text: String) throws -> FigureWidth {
    if let width = FigureWidth(text) { return width }
    throw ValidationError(
      "--width \(text) is not possible; pass a number with its unit (mm, cm, in, px or pt), from "
        + "71mm to 705mm, such as 180mm.")
  }
}

/// Names with commas between them, each one of a known few.
enum NameList {
  /// - Throws: a sentence with the known names where one is not among them.
  static func parse<Value>(
    _ text: String, option: String, known: [(name: String, value: Value)]
  ) throws -> [Value] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { name in
      guard let value = known.first(where: { $0.name == name })?.value else {
        throw ValidationError(
          "\(option) knows no '\(name)'; pass one or more of "
            + "\(known.map(\.name).joined(separator: ", ")), with commas between them.")
      }
      return value
    }
  }
}
