import Datasets
import Networks

// What a model makes of many images of a data set, some of them at a time.

extension TrainingSession {
  /// Logits [count, C] of the first `count` images of a part; nil when `isInterrupted` said so on
  /// the way.
  func logits(
    of part: DatasetPart, count: Int, isInterrupted: () -> Bool = { false }
  ) -> [Float]? {
    outputs(
      of: part, count: count, columns: model.classes, isInterrupted: isInterrupted
    ) { images, count, output in
      predict(images: images, count: count, logits: output)
    }
  }

  /// Representations [part.count, D]; nil when `isInterrupted` said so on the way.
  func representations(of part: DatasetPart, isInterrupted: () -> Bool) -> [Float]? {
    outputs(
      of: part, count: part.count, columns: model.width, isInterrupted: isInterrupted
    ) { images, count, output in
      represent(images: images, count: count, into: output)
    }
  }

  private func outputs(
    of part: DatasetPart, count: Int, columns: Int, isInterrupted: () -> Bool,
    forward: (UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>) -> Void
  ) -> [Float]? {
    let chunk = 250
    var images = [Float](repeating: 0, count: chunk * model.pixels)
    var outputs = [Float](repeating: 0, count: count * columns)
    for start in stride(from: 0, to: count, by: chunk) {
      if isInterrupted() { return nil }
      let range = start..<min(start + chunk, count)
      part.fill(range, into: &images)
      outputs.withUnsafeMutableBufferPointer {
        forward(images, range.count, $0.baseAddress! + start * columns)
      }
    }
    return outputs
  }
}
