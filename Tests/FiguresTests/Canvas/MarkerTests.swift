import Figures
import Testing

@Suite struct MarkerTests {
  @Test(arguments: MarkerShape.allCases)
  func markersAreCentredAndOfOneSize(_ shape: MarkerShape) throws {
    let marker = Marker(shape: shape, center: Point(10, 20), radius: 4, fill: Color(0))
    let box = try #require(marker.path.bounds)
    #expect(box.contains(Rectangle(left: 8, top: 18, width: 4, height: 4)))
    #expect(Rectangle(left: 4, top: 14, width: 12, height: 12).contains(box))
  }
}
