import Randomness

/// The test part of a set that comes without one.
///
/// Of each class one image in five, rounded down, is for testing: those at the front of a random
/// order of the class's images, drawn from seed 0 and a stream named by the class's number. Both
/// parts keep the order that the images had. The split is thus a function of the labels alone, the
/// same for every run and on every machine.
enum SeededSplit {
  /// - Returns: nil where no class has five images.
  static func split(
    _ part: DatasetPart, classes: Int
  ) -> (training: DatasetPart, test: DatasetPart)? {
    var isForTest = [Bool](repeating: false, count: part.count)
    for label in 0..<classes {
      let members = part.labels.indices.filter { part.labels[$0] == label }
      var stream = RandomStream(seed: 0, name: "test part/class \(label)")
      for index in stream.permutation(of: members.count).prefix(members.count / 5) {
        isForTest[members[index]] = true
      }
    }
    guard isForTest.contains(true) else { return nil }
    return (
      part.images(at: part.labels.indices.filter { !isForTest[$0] }),
      part.images(at: part.labels.indices.filter { isForTest[$0] })
    )
  }
}

extension DatasetPart {
  /// The images at `indices`, in that order, with their labels.
  package func images(at indices: [Int]) -> DatasetPart {
    let pixels = images.count / count
    var chosen = DatasetPart(images: [], labels: indices.map { labels[$0] })
    chosen.images.reserveCapacity(indices.count * pixels)
    for index in indices { chosen.images += images[index * pixels..<(index + 1) * pixels] }
    return chosen
  }
}
