import CairoRendering
import Claims
import Experiments
import Figures

/// What to say of characters that no installed font has, which figures show as boxes.
enum Boxes {
  /// Nil where all of the names that figures will show can be drawn.
  static func line(for preset: Preset, claims: ClaimsFile) throws -> String? {
    let sets = Set(preset.runs.flatMap(\.specification.transferNames)).sorted()
    return line(
      try FigureWriter.charactersWithoutFont(
        in: [preset.name, preset.data.label] + sets + claims.claims.map(\.sentence)))
  }

  /// The same for figures that are there.
  static func line(for figures: [Figure]) throws -> String? {
    var missing: Set<Unicode.Scalar> = []
    for figure in figures {
      missing.formUnion(try FigureWriter.charactersWithoutFont(in: figure))
    }
    return line(missing.sorted())
  }

  private static func line(_ missing: [Unicode.Scalar]) -> String? {
    guard !missing.isEmpty else { return nil }
    let shown = missing.prefix(8).map { scalar in
      let code = String(scalar.value, radix: 16, uppercase: true)
      return
        "\(NameRule.shown(String(scalar))) (U+\(String(repeating: "0", count: max(4 - code.count, 0)))\(code))"
    }
    let others = missing.count - shown.count
    return "No installed font has \(shown.joined(separator: ", "))"
      + (others > 0 ? " and \(others) more" : "")
      + ": figures show boxes in their place; install a font that has them, such as those of "
      + "fonts-noto-core and fonts-noto-cjk."
  }
}
