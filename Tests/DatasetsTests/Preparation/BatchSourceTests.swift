import Datasets
import Testing

@Suite struct BatchSourceTests {
  /// `count` images of 3 x 3 pixels; image i has label i % 5 and pixel values from 20 i on.
  static func dataset(count: Int) -> Dataset {
    let part = DatasetPart(
      images: (0..<count * 9).map { (i: Int) -> UInt8 in UInt8(i / 9 * 20 + i % 9) },
      labels: (0..<count).map { UInt8($0 % 5) })
    return Dataset(
      training: part, test: part, classes: 5, height: 3, width: 3, channels: 1)
  }

  static func batch(
    _ source: inout BatchSource, step: Int, size: Int
  ) -> (images: [Float], labels: [UInt8]) {
    var images = [Float](repeating: .nan, count: size * 9)
    var labels = [UInt8](repeating: 255, count: size)
    source.fill(step: step, images: &images, labels: &labels)
    return (images, labels)
  }

  @Test func everyEpochIsANewPermutation() {
    let count = 10
    var source = BatchSource(
      dataset: Self.dataset(count: count), batch: 4, seed: 3, augmentation: .none)
    let epochs = (0..<3).map { epoch in
      (0..<count).map { source.index(at: epoch * count + $0) }
    }
    for order in epochs { #expect(order.sorted() == Array(0..<count)) }
    #expect(epochs[0] != epochs[1] && epochs[1] != epochs[2])
  }

  @Test func orderDependsOnTheSeedAlone() {
    let dataset = Self.dataset(count: 10)
    func order(seed: UInt64, batch: Int) -> [Int] {
      var source = BatchSource(
        dataset: dataset, batch: batch, seed: seed, augmentation: .flipsAndShifts(pixels: 2))
      return (0..<10).map { source.index(at: $0) }
    }
    #expect(order(seed: 3, batch: 4) == order(seed: 3, batch: 2))
    #expect(order(seed: 3, batch: 4) != order(seed: 4, batch: 4))
  }

  @Test(arguments: [ImageAugmentation.none, .flipsAndShifts(pixels: 2)])
  func anyStepCanBeDrawnWithoutThoseBeforeIt(_ augmentation: ImageAugmentation) {
    let dataset = Self.dataset(count: 10)
    var forward = BatchSource(dataset: dataset, batch: 4, seed: 1, augmentation: augmentation)
    let all = (0..<12).map { Self.batch(&forward, step: $0, size: 4) }
    for step in (0..<12).reversed() {
      var fresh = BatchSource(dataset: dataset, batch: 4, seed: 1, augmentation: augmentation)
      let again = Self.batch(&fresh, step: step, size: 4)
      #expect(again.images == all[step].images && again.labels == all[step].labels)
    }
  }

  @Test func pixelsAreScaledExactlyAndLabelsFollowTheirImages() {
    let dataset = Self.dataset(count: 10)
    var source = BatchSource(dataset: dataset, batch: 10, seed: 0, augmentation: .none)
    let (images, labels) = Self.batch(&source, step: 0, size: 10)
    for row in 0..<10 {
      let index = source.index(at: row)
      #expect(labels[row] == dataset.training.labels[index])
      for pixel in 0..<9 {
        let byte = dataset.training.images[index * 9 + pixel]
        #expect(images[row * 9 + pixel] == Float(byte) / 127.5 - 1)
      }
    }
    #expect(Float(0) / 127.5 - 1 == -1 && Float(255) / 127.5 - 1 == 1)
  }

  @Test func augmentationMovesPixelsAndNothingElse() {
    // A single bright pixel in the middle: flips leave it, shifts by at most one keep it inside.
    var pixels = [UInt8](repeating: 0, count: 9)
    pixels[4] = 255
    let part = DatasetPart(images: pixels + pixels, labels: [0, 1])
    let dataset = Dataset(
      training: part, test: part, classes: 2, height: 3, width: 3, channels: 1)
    var source = BatchSource(
      dataset: dataset, batch: 1, seed: 9, augmentation: .flipsAndShifts(pixels: 1))
    var places = Set<Int>()
    for step in 0..<400 {
      let (image, _) = Self.batch(&source, step: step, size: 1)
      #expect(image.count { $0 == 1 } == 1 && image.count { $0 == -1 } == 8)
      places.insert(image.firstIndex(of: 1)!)
    }
    // All nine shifts: a place missed in 400 draws has probability (8/9)^400, below 1e-20.
    #expect(places.count == 9)
  }

  @Test func flipsReverseRows() {
    let part = DatasetPart(images: [10, 20, 30, 40, 50, 60, 70, 80, 90], labels: [1])
    let other = DatasetPart(images: [0, 0, 0, 0, 0, 0, 0, 0, 0], labels: [0])
    let dataset = Dataset(
      training: part, test: other, classes: 2, height: 3, width: 3, channels: 1)
    var source = BatchSource(
      dataset: dataset, batch: 1, seed: 2, augmentation: .flipsAndShifts(pixels: 0))
    let scaled = part.images.map { Float($0) / 127.5 - 1 }
    let flipped = [2, 1, 0, 5, 4, 3, 8, 7, 6].map { scaled[$0] }
    var seen = [0, 0]
    for step in 0..<200 {
      let (image, _) = Self.batch(&source, step: step, size: 1)
      #expect(image == scaled || image == flipped)
      seen[image == flipped ? 1 : 0] += 1
    }
    // Binomial(200, 1/2): outside 60...140 with probability below 1e-7.
    #expect(seen.allSatisfy { (60...140).contains($0) })
  }

  @Test func evaluationReadsImagesInOrder() {
    let part = Self.dataset(count: 4).test
    var images = [Float](repeating: .nan, count: 18)
    part.fill(1..<3, into: &images)
    #expect(images == part.images[9..<27].map { Float($0) / 127.5 - 1 })
  }
}
