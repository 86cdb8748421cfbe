import ArgumentParser

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
