import Figures
import Testing

@Suite struct SeriesStyleTests {
  @Test func stylesDifferInColourMarkerAndDash() {
    let styles = SeriesStyle.distinct
    #expect(Set(styles.map(\.hue)).count == styles.count)
    #expect(Set(styles.map(\.marker)).count == styles.count)
    #expect(Set(styles.map(\.dash)).count == styles.count)
  }
}
