import Figures
import Testing

@Suite struct RectangleTests {
  @Test func lengthsInABoxAreThoseOfTheClippedLine() {
    let box = Rectangle(left: 0, top: 0, width: 10, height: 10)
    #expect(box.length(ofLine: [Point(-5, 5), Point(15, 5)]) == 10)
    #expect(box.length(ofLine: [Point(2, 2), Point(5, 6)]) == 5)
    #expect(box.length(ofLine: [Point(-5, 11), Point(15, 11)]) == 0)
    #expect(box.length(ofLine: [Point(5, 20), Point(5, 5), Point(5, -20)]) == 10)
  }
}
