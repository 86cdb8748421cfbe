import Figures
import Testing

@Suite struct StyleTests {
  @Test(arguments: [FigureTheme.light, .dark])
  func everyMarkStandsOutFromTheGround(_ theme: FigureTheme) {
    let marks = Hue.allCases.map { theme.color(of: $0) } + [theme.axis, theme.quiet]
    let worst = marks.map { $0.contrast(to: theme.ground) }.min()!
    // WCAG 2.1, 1.4.11: graphical objects need 3 : 1.
    #expect(worst >= 3, "least contrast \(worst)")
    // WCAG 2.1, 1.4.3: text needs 4.5 : 1.
    for text in [theme.ink, theme.secondaryInk] {
      #expect(text.contrast(to: theme.ground) >= 4.5)
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

  // Pairs 1, 7 and 17 of the table of Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula"
  // (2005), to its four decimals.
  @Test(arguments: [
    (Lab(50, 2.6772, -79.7751), Lab(50, 0, -82.7485), 2.0425),
    (Lab(50, 0, 0), Lab(50, -1, 2), 2.3669),
    (Lab(50, 2.5, 0), Lab(73, 25, -18), 27.1492),
  ])
  func colorDifferenceIsThatOfTheTable(_ first: Lab, _ second: Lab, _ expected: Double) {
    #expect(abs(colorDifference(first, second) - expected) < 0.00005)
  }

  @Test func stylesDifferInColourMarkerAndDash() {
    let styles = SeriesStyle.distinct
    #expect(Set(styles.map(\.hue)).count == styles.count)
    #expect(Set(styles.map(\.marker)).count == styles.count)
    #expect(Set(styles.map(\.dash)).count == styles.count)
  }

  @Test(arguments: MarkerShape.allCases)
  func markersAreCentredAndOfOneSize(_ shape: MarkerShape) throws {
    let marker = Marker(shape: shape, center: Point(10, 20), radius: 4, fill: Color(0))
    let box = try #require(marker.path.bounds)
    #expect(box.contains(Rectangle(left: 8, top: 18, width: 4, height: 4)))
    #expect(Rectangle(left: 4, top: 14, width: 12, height: 12).contains(box))
  }
}
