import Datasets
import Digests
import Experiments
import Foundation
import Networks
import Testing
import Training

@Suite struct BatchExportTests {
  /// An npy file of int32, read by the format's description.
  private struct ParsedArray {
    let shape: [Int]
    let values: [Int]

    init(_ file: Data) throws {
      let length = Int(file[8]) | Int(file[9]) << 8
      let header = String(decoding: file[10..<10 + length], as: UTF8.self)
      let match = try #require(
        header.firstMatch(
          of: /\{'descr': '<i4', 'fortran_order': False, 'shape': \(([0-9, ]+)\), \} *\n/))
      shape = match.1.split(separator: ", ").compactMap { Int($0) }
      values = stride(from: 10 + length, to: file.count, by: 4).map { start in
        Int(
          Int32(
            bitPattern: (0..<4).reduce(0) { $0 | UInt32(file[start + $1]) << (8 * $1) }))
      }
    }
  }

  /// Trains from what the files say alone, and comes to the recorded digests.
  @Test(arguments: [TrainingRecipe.Augmentation.none, .flipsAndShifts])
  func theFilesAreWhatTrainingShows(_ augmentation: TrainingRecipe.Augmentation) throws {
    let folder = try TemporaryFolder()
    let store = RunStore(path: folder.path)
    let dataset = SyntheticData.dataset
    // More images than there are: an epoch ends in the midst of a batch.
    let run = SyntheticData.run(images: 3_200, augmentation: augmentation)
    let trainer = Trainer(store: store, dataset: dataset, threads: 1)
    #expect(try trainer.run([run]) == .finished)
    let stored = try store.run(run.specification.id)
    let batches = try Replay(stored, on: dataset, threads: 1).batches

    let order = try ParsedArray(batches.order)
    #expect(order.shape == [100, 32] && order.values.count == 3_200)
    let drawn = try batches.augmentation.map(ParsedArray.init)
    #expect((drawn == nil) == (augmentation == .none))
    if let drawn { #expect(drawn.shape == [100, 32, 3]) }

    let session = TrainingSession(
      model: run.specification.model, recipe: run.specification.recipe,
      seed: run.specification.seed, threads: 1)
    let side = dataset.identity.width
    for step in 0..<100 {
      var images: [Float] = []
      var labels: [UInt8] = []
      for position in step * 32..<(step + 1) * 32 {
        let index = order.values[position]
        let isFlipped = drawn?.values[3 * position] == 1
        let down = drawn?.values[3 * position + 1] ?? 0
        let right = drawn?.values[3 * position + 2] ?? 0
        labels.append(dataset.training.labels[index])
        for y in 0..<side {
          for x in 0..<side {
            let (fromY, fromX) = (y - down, x - right)
            let isInside = (0..<side).contains(fromY) && (0..<side).contains(fromX)
            let column = isFlipped ? side - 1 - fromX : fromX
            let pixel =
              isInside ? dataset.training.images[(index * side + fromY) * side + column] : 0
            images.append(Float(pixel) / 127.5 - 1)
          }
        }
      }
      #expect(session.train(images: images, labels: labels).isFinite)
    }
    let digest = session.withParameters { SHA256.hexadecimal(of: UnsafeRawBufferPointer($0)) }
    #expect(digest == stored.result.weightDigests.last?.sha256)
  }
}
