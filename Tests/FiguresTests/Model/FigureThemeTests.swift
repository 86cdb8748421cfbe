import Figures
import Testing

@Suite struct FigureThemeTests {
  @Test(arguments: [FigureTheme.light, .dark])
  func everyMarkStandsOutFromTheBackground(_ theme: FigureTheme) {
    let marks = Hue.allCases.map { theme.color(of: $0) } + [theme.axis]
    let worst = marks.map { $0.contrast(to: theme.background) }.min()!
    // WCAG 2.1, 1.4.11: graphical objects need 3 : 1.
    #expect(worst >= 3, "least contrast \(worst)")
    // WCAG 2.1, 1.4.3: text needs 4.5 : 1.
    for text in [theme.ink, theme.secondaryInk] {
      #expect(text.contrast(to: theme.background) >= 4.5)
    }
  }

  @Test(arguments: [FigureTheme.light, .dark])
  func everyPairOfHuesIsToldApart(_ theme: FigureTheme) throws {
    let colors = Hue.allCases.map { theme.color(of: $0) }
    var worst = Double.infinity
    for (index, first) in colors.enumerated() {
      for second in colors[..<index] {
        worst = min(worst, colorDifference(first, second))
        worst = min(worst, colorDifference(first.deuteranopic, second.deuteranopic))
      }
    }
    // A difference of 10 is seen at a glance.
    #expect(worst >= 10, "least difference \(worst)")
  }

  /// In grey the hues alone do not say which is which: some pairs are as light as each other, so shape
  /// and dash have to.
  @Test(arguments: [FigureTheme.light, .dark])
  func shapesTellApartWhatGreyDoesNot(_ theme: FigureTheme) {
    let styles = SeriesStyle.distinct
    let alike = styles.indices.flatMap { first in
      styles[..<first].indices.filter { second in
        let contrast = theme.color(of: styles[first].hue).contrast(
          to: theme.color(of: styles[second].hue))
        return contrast < 1.5
      }.map { (first, $0) }
    }
    #expect(!alike.isEmpty)
    for (first, second) in alike {
      #expect(styles[first].marker != styles[second].marker)
      #expect(styles[first].dash.pattern != styles[second].dash.pattern)
    }
  }
}
