import Foundation

/// The 8 x 8 digits that ship with the project, for the 10-shot probe of transfer: the test part of
/// "Optical Recognition of Handwritten Digits" (Alpaydin and Kaynak, 1998, UCI Machine Learning
/// Repository, doi 10.24432/C50P49, CC BY 4.0), repacked without a change by
/// `Known/make_digits.py`.
///
/// A pixel from 0 to 16 becomes one from 0 to 255, rounded, and is tripled in both directions; with
/// a border of two black pixels that is 28 x 28. The images keep the order of the source: the first
/// 897 are the training part, from which shots are drawn, and the last 900 the test part.
public enum Digits {
  /// Known without the images, so that plans need not read them. The script that packs them prints
  /// it.
  public static let identity = DatasetIdentity(
    digest: "e142b9fced6b05bbf47ffd9e53bf437f7e19c88ef620e6f842e46f455540e8b1",
    trainingImages: 897, testImages: 900, classes: 10, height: 28, width: 28, channels: 1)

  /// Pixels along a side, as the source has them; how often each is repeated; and the border.
  private static let (side, factor, border) = (8, 3, 2)

  public static func load() -> Dataset {
    guard let packed = Data(base64Encoded: content, options: .ignoreUnknownCharacters),
      let content = try? Gzip.decompress([UInt8](packed))
    else { preconditionFailure("the digits that the program was built with are damaged") }
    // One line says where they are from.
    let values = content[(content.firstIndex(of: UInt8(ascii: "\n"))! + 1)...]
    let count = identity.trainingImages + identity.testImages
    let pixels = side * side
    precondition(values.count == count * (pixels + 1), "pixels and a label for each image")
    func part(_ images: Range<Int>) -> DatasetPart {
      let start = values.startIndex
      return DatasetPart(
        images: images.flatMap {
          enlarged(values[start + $0 * pixels..<start + ($0 + 1) * pixels])
        },
        labels: images.map { values[start + count * pixels + $0] })
    }
    let dataset = Dataset(
      training: part(0..<identity.trainingImages),
      test: part(identity.trainingImages..<count), classes: identity.classes,
      height: identity.height, width: identity.width, channels: identity.channels)
    precondition(dataset.identity == identity, "the digits are those of the identity")
    return dataset
  }

  /// [8, 8] from 0 to 16 becomes [28, 28] from 0 to 255.
  private static func enlarged(_ image: ArraySlice<UInt8>) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: identity.height * identity.width)
    for y in 0..<factor * side {
      for x in 0..<factor * side {
        let value = Int(image[image.startIndex + y / factor * side + x / factor])
        pixels[(y + border) * identity.width + x + border] = UInt8((value * 255 + 8) / 16)
      }
    }
    return pixels
  }
}
