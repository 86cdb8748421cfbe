import Figures
import Testing

@Suite struct StyleTests {
  @Test(arguments: [FigureTheme.light, .dark])
  func everyMarkStandsOutFromTheGround(_ theme: FigureTheme) {
    let marks = Hue.allCases.map { theme.color(of: $0) } + [theme.axis]
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

  // Pairs of table 1 of Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula"
  // (2005), to its four decimals.
  @Test(arguments: [
    (Lab(50, 2.6772, -79.7751), Lab(50, 0, -82.7485), 2.0425),
    (Lab(50, 3.1571, -77.2803), Lab(50, 0, -82.7485), 2.8615),
    (Lab(50, -1.3802, -84.2814), Lab(50, 0, -82.7485), 1.0000),
    (Lab(50, 0, 0), Lab(50, -1, 2), 2.3669),
    // Hues that are half a turn apart, on either side of it.
    (Lab(50, 2.49, -0.001), Lab(50, -2.49, 0.0009), 7.1792),
    (Lab(50, 2.49, -0.001), Lab(50, -2.49, 0.0011), 7.2195),
    (Lab(50, -0.001, 2.49), Lab(50, 0.0009, -2.49), 4.8045),
    (Lab(50, -0.001, 2.49), Lab(50, 0.0011, -2.49), 4.7461),
    (Lab(50, 2.5, 0), Lab(50, 0, -2.5), 4.3065),
    (Lab(50, 2.5, 0), Lab(73, 25, -18), 27.1492),
    (Lab(50, 2.5, 0), Lab(61, -5, 29), 22.8977),
    (Lab(50, 2.5, 0), Lab(56, -27, -3), 31.9030),
    (Lab(50, 2.5, 0), Lab(58, 24, 15), 19.4535),
    (Lab(50, 2.5, 0), Lab(50, 3.1736, 0.5854), 1.0000),
    (Lab(60.2574, -34.0099, 36.2677), Lab(60.4626, -34.1751, 39.4387), 1.2644),
    (Lab(63.0109, -31.0961, -5.8663), Lab(62.8187, -29.7946, -4.0864), 1.2630),
    (Lab(61.2901, 3.7196, -5.3901), Lab(61.4292, 2.2480, -4.9620), 1.8731),
    (Lab(35.0831, -44.1164, 3.7933), Lab(35.0232, -40.0716, 1.5901), 1.8645),
    (Lab(22.7233, 20.0904, -46.6940), Lab(23.0331, 14.9730, -42.5619), 2.0373),
    (Lab(36.4612, 47.8580, 18.3852), Lab(36.2715, 50.5065, 21.2231), 1.4146),
    (Lab(90.8027, -2.0831, 1.4410), Lab(91.1528, -1.6435, 0.0447), 1.4441),
    (Lab(6.7747, -0.2908, -2.4247), Lab(5.8714, -0.0985, -2.2286), 0.6377),
    (Lab(2.0776, 0.0795, -1.1350), Lab(0.9033, -0.0636, -0.5514), 0.9082),
  ])
  func colorDifferenceIsThatOfTheTable(_ first: Lab, _ second: Lab, _ expected: Double) {
    #expect(abs(colorDifference(first, second) - expected) < 0.00005)
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
