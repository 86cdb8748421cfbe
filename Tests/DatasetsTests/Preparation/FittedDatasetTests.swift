import Datasets
import Testing

@Suite struct FittedDatasetTests {
  /// One image for training and the same for testing.
  private func dataset(
    _ images: [UInt8], height: Int, width: Int, channels: Int = 1
  ) -> Dataset {
    let count = images.count / (height * width * channels)
    let part = DatasetPart(images: images, labels: (0..<count).map { UInt8($0 % 2) })
    return Dataset(
      training: part, test: part, classes: 2, height: height, width: width,
      channels: channels)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let height, width: Int
    let image: [UInt8]
    let newHeight, newWidth: Int
    let expected: [UInt8]
    var testDescription: String { name }
  }

  /// Computed by hand.
  static let cases: [Case] = [
    Case(
      name: "halves are averages of four", height: 2, width: 4,
      image: [0, 10, 20, 30, 40, 50, 60, 70], newHeight: 1, newWidth: 2, expected: [25, 45]),
    Case(
      // (1 + 2 + 2 + 1) / 4 is 1.5.
      name: "a half is rounded up", height: 2, width: 2, image: [1, 2, 2, 1], newHeight: 1,
      newWidth: 1, expected: [2]),
    Case(
      // A new pixel is one and a half old ones: (2 x 30 + 60) / 3 and (60 + 2 x 120) / 3.
      name: "three to two", height: 1, width: 3, image: [30, 60, 120], newHeight: 1, newWidth: 2,
      expected: [40, 100]),
    Case(
      // Five thirds: (3 x 0 + 2 x 100) / 5, (1 x 100 + 3 x 50 + 1 x 200) / 5,
      // (2 x 200 + 3 x 250) / 5.
      name: "five to three, upright", height: 5, width: 1, image: [0, 100, 50, 200, 250],
      newHeight: 3, newWidth: 1, expected: [40, 90, 230]),
    Case(
      // Centres at -1/4, 1/4, 3/4 and 5/4 of the old ones'.
      name: "two to four", height: 1, width: 2, image: [0, 100], newHeight: 1, newWidth: 4,
      expected: [0, 25, 75, 100]),
    Case(
      // Centres at -1/6, 1/2 and 7/6.
      name: "two to three", height: 2, width: 1, image: [10, 21], newHeight: 3, newWidth: 1,
      expected: [10, 16, 21]),
    Case(
      // Rows shrink to their average, 30 and 70; columns then grow.
      name: "one axis shrinks, the other grows", height: 2, width: 2, image: [20, 60, 40, 80],
      newHeight: 1, newWidth: 4, expected: [30, 40, 60, 70]),
    Case(
      // Centres at 1/4 and 3/4 on both axes: the centre rows mix by 3 : 1 each way.
      name: "two by two to four by four", height: 2, width: 2, image: [0, 160, 80, 240],
      newHeight: 4, newWidth: 4,
      expected: [0, 40, 120, 160, 20, 60, 140, 180, 60, 100, 180, 220, 80, 120, 200, 240]),
    Case(
      name: "one pixel to many", height: 1, width: 1, image: [77], newHeight: 2, newWidth: 3,
      expected: [77, 77, 77, 77, 77, 77]),
  ]

  @Test(arguments: cases) func sizesChangeAsByHand(_ item: Case) {
    let set = dataset(item.image, height: item.height, width: item.width)
    let fitted = set.fitted(height: item.newHeight, width: item.newWidth, channels: 1)
    #expect(fitted.training.images == item.expected)
    #expect(fitted.identity.height == item.newHeight && fitted.identity.width == item.newWidth)
    #expect(fitted.identity.digest != set.identity.digest)
  }

  @Test(arguments: [(1, 1), (2, 3), (7, 7), (7, 13), (28, 28), (40, 31)])
  func aConstantImageStaysConstant(_ height: Int, _ width: Int) {
    for value: UInt8 in [0, 1, 127, 254, 255] {
      let set = dataset([UInt8](repeating: value, count: 7 * 13), height: 7, width: 13)
      let fitted = set.fitted(height: height, width: width, channels: 1)
      #expect(fitted.training.images == [UInt8](repeating: value, count: height * width))
    }
  }

  @Test func imagesAndChannelsAreResizedApartFromEachOther() {
    // Two RGB images of 2 x 2: in each channel of each image another constant.
    let constants: [[UInt8]] = [[1, 2, 3], [4, 5, 6]]
    let images = constants.flatMap { [$0, $0, $0, $0].flatMap(\.self) }
    let fitted = dataset(images, height: 2, width: 2, channels: 3)
      .fitted(height: 3, width: 1, channels: 3)
    #expect(fitted.training.images == constants.flatMap { [$0, $0, $0].flatMap(\.self) })
  }

  @Test func greyIsRepeatedAndColourWeighted() {
    let grey = dataset([5, 250], height: 1, width: 2)
    #expect(
      grey.fitted(height: 1, width: 2, channels: 3).training.images == [5, 5, 5, 250, 250, 250])
    // 0.299 x 255 = 76.245, 0.587 x 255 = 149.685, 0.114 x 255 = 29.07; and 0.299 x 10 +
    // 0.587 x 20 + 0.114 x 30 = 18.15.
    let color = dataset(
      [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 255, 255, 255], height: 1, width: 5,
      channels: 3)
    let fitted = color.fitted(height: 1, width: 5, channels: 1)
    #expect(fitted.training.images == [76, 150, 29, 18, 255])
    #expect(fitted.identity.channels == 1)
    // There and back is the same set.
    #expect(
      grey.fitted(height: 1, width: 2, channels: 3).fitted(height: 1, width: 2, channels: 1)
        == grey)
  }

  @Test func aSetThatFitsIsItself() {
    let set = dataset([1, 2, 3, 4], height: 2, width: 2)
    #expect(set.fitted(height: 2, width: 2, channels: 1) == set)
  }
}
