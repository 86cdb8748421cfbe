import Datasets
import Experiments
import Foundation
import Networks
import Randomness

/// Small synthetic images with a class each that is easy to tell: tests only.
enum SyntheticData {
  /// 8 x 8 pixels in three classes: a bright row, a bright column, or neither, on noise.
  static let dataset: Dataset = {
    func part(_ count: Int, name: String) -> DatasetPart {
      var stream = RandomStream(seed: 1, name: name)
      var images: [UInt8] = []
      let labels = (0..<count).map { UInt8($0 % 3) }
      for label in labels {
        let line = stream.uniform(below: 8)
        for y in 0..<8 {
          for x in 0..<8 {
            let isBright = (label == 0 && y == line) || (label == 1 && x == line)
            images.append(UInt8(stream.uniform(below: 60) + (isBright ? 180 : 0)))
          }
        }
      }
      return DatasetPart(images: images, labels: labels)
    }
    return Dataset(
      training: part(300, name: "training"),
      test: part(90, name: "test"), classes: 3, height: 8, width: 8, channels: 1,
      origin: .program)
  }()

  static func run(
    _ attention: AttentionKind = .softmax, images: Int = 3200,
    learningRate: DecimalNumber = "0.003",
    seed: UInt64 = 0, augmentation: TrainingRecipe.Augmentation = .none
  ) -> PlannedRun {
    PlannedRun(
      specification: RunSpecification(
        model: VisionTransformerConfiguration(
          imageHeight: 8, imageWidth: 8, channels: 1, patch: 2, width: 16, depth: 1, heads: 2,
          classes: 3, attention: attention),
        recipe: TrainingRecipe(
          images: images, learningRate: learningRate, augmentation: augmentation),
        data: dataset.identity, evaluationImages: 90, seed: seed),
      model: .s32, recipe: .i21k, families: [.alpha], confirmatory: true)
  }
}

/// Says no so often as it is asked, and then yes: stops a training or a replay in its midst.
func interruption(after questions: Int) -> () -> Bool {
  var asked = 0
  return {
    asked += 1
    return asked > questions
  }
}

/// A folder for one test, removed with the value.
final class TemporaryFolder {
  let path = NSTemporaryDirectory() + "rectify-experiments-\(UUID().uuidString)"
  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
}
