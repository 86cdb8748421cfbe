import Datasets
import Experiments
import Networks

// The forward pass over many images of a data set, in chunks.

extension TrainingSession {
  /// Logits [count, C] of the first `count` images of a part; nil when `isInterrupted` said so on
  /// the way.
  func logits(
    of part: DatasetPart, count: Int, isInterrupted: () -> Bool = { false }
  ) -> [Float]? {
    outputs(of: part, count: count, isInterrupted: isInterrupted, forward: predict)
  }

  /// Representations [part.count, D]; nil when `isInterrupted` said so on the way.
  func representations(of part: DatasetPart, isInterrupted: () -> Bool) -> [Float]? {
    outputs(of: part, count: part.count, isInterrupted: isInterrupted, forward: represent)
  }

  private func outputs(
    of part: DatasetPart, count: Int, isInterrupted: () -> Bool, forward: ([Float]) -> [Float]
  ) -> [Float]? {
    let chunk = 250
    var images = [Float](repeating: 0, count: chunk * model.pixels)
    var outputs: [Float] = []
    for start in stride(from: 0, to: count, by: chunk) {
      if isInterrupted() { return nil }
      let range = start..<min(start + chunk, count)
      part.fill(range, into: &images)
      // The last chunk may have fewer images.
      outputs += forward(
        range.count == chunk ? images : Array(images.prefix(range.count * model.pixels)))
    }
    return outputs
  }
}
