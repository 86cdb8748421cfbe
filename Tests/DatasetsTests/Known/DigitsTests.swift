import Datasets
import Testing

@Suite struct DigitsTests {
  let digits = Digits.load()

  @Test func theImagesAreThoseThatPlansName() {
    #expect(digits.identity == Digits.identity)
    #expect(digits.training.count == 897 && digits.test.count == 900)
  }

  @Test func everyClassIsThereInBothParts() {
    for part in [digits.training, digits.test] {
      let counts = part.labels.reduce(into: [Int](repeating: 0, count: 10)) { $0[Int($1)] += 1 }
      #expect(counts.allSatisfy { (85...95).contains($0) }, "\(counts)")
    }
  }

  /// The first image of the source: a nought, whose first row is 0 0 5 13 9 1 0 0.
  @Test func pixelsAreTripledInsideABorder() {
    let image = Array(digits.training.images[..<784])
    #expect(digits.training.labels[0] == 0)
    let row: [UInt8] =
      [0, 0] + [0, 0, 80, 207, 143, 16, 0, 0].flatMap { [$0, $0, $0] as [UInt8] } + [0, 0]
    #expect(image[..<56].allSatisfy { $0 == 0 } && image[728...].allSatisfy { $0 == 0 })
    for y in 2...4 { #expect(Array(image[y * 28..<(y + 1) * 28]) == row) }
  }
}
