import Datasets
import Testing

@Suite struct IDXFolderTests {
  /// Sets by their names: a training part of 20 images, and a test part of 6 or none.
  private func folder(training: String, test: String?) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (stem, count) in [(training, 20), (test ?? "", 6)] where !stem.isEmpty {
      try folder.write("\(stem)-images-idx3-ubyte", IDXFixture.images(count))
      try folder.write("\(stem)-labels-idx1-ubyte", IDXFixture.labels(count))
    }
    return folder
  }

  @Test(arguments: [
    ("train", "test"), ("emnist-letters-train", "emnist-letters-test"), ("my-train", "my-t10k"),
    ("mine", "mine-test"),
  ])
  func prefixesAreAccepted(_ training: String, _ test: String) throws {
    let usual = try folder(training: "train", test: "t10k").load()
    #expect(try folder(training: training, test: test).load() == usual)
  }

  @Test(arguments: ["train", "emnist-letters-train", "mine", "a-set-of-mine"])
  func aSetWithoutATestPartIsSplit(_ training: String) throws {
    let set = try folder(training: training, test: nil).load()
    // Classes of 7, 7 and 6 images give one each.
    #expect(set.test.count == 3 && set.training.count == 17)
    #expect(set.test.labels.sorted() == [0, 1, 2])
    let images = Dataset.images(set.training) + Dataset.images(set.test)
    let all = (0..<20).map { Array(IDXFixture.images(20).dropFirst(16 + 16 * $0).prefix(16)) }
    #expect(Set(images) == Set(all) && images.count == all.count)
    #expect(try folder(training: training, test: nil).load() == set)
  }

  @Test func severalSetsAreAmbiguous() throws {
    let folder = try folder(training: "emnist-digits-train", test: "emnist-letters-test")
    let expected = DatasetError.severalSets(
      folder: folder.path,
      names: ["emnist-digits-train-images-idx3-ubyte", "emnist-letters-test-images-idx3-ubyte"])
    #expect(throws: expected) { try folder.load() }
    expectOneSentence(expected, naming: folder.path)
  }

  @Test func aTestPartAloneLacksItsTrainingPart() throws {
    let folder = try folder(training: "emnist-letters-test", test: nil)
    #expect(
      throws: DatasetError.missingFile(
        folder: folder.path, name: "emnist-letters-train-images-idx3-ubyte")
    ) { try folder.load() }
  }

  @Test func labelsMayStartAtOneWhenEveryOneIsUsed() throws {
    let header: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 4]
    let folder = try TemporaryFolder()
    for stem in ["train", "test"] {
      try folder.write("\(stem)-images-idx3-ubyte", IDXFixture.images(4))
    }
    func load(_ training: [UInt8], _ test: [UInt8]) throws -> Dataset {
      try folder.write("train-labels-idx1-ubyte", header + training)
      try folder.write("test-labels-idx1-ubyte", header + test)
      return try folder.load()
    }
    let dense = try load([3, 1, 2, 1], [1, 1, 2, 3])
    #expect(dense.identity.classes == 3 && dense.training.labels == [2, 0, 1, 0])
    #expect(dense.test.labels == [0, 0, 1, 2])
    // A number is left out, or 0 occurs in the test part: they stay as they are.
    for (training, test) in [([3, 1, 1, 1], [1, 1, 1, 3]), ([3, 1, 2, 1], [0, 1, 2, 3])]
      as [([UInt8], [UInt8])]
    {
      let set = try load(training, test)
      #expect(set.identity.classes == 4 && set.training.labels == training)
      #expect(set.test.labels == test)
    }
    #expect(
      throws: DatasetError.labelOutOfRange(
        file: folder.path("test-labels-idx1-ubyte"), index: 2, label: 4, classes: 3)
    ) { try load([3, 1, 2, 1], [1, 1, 4, 1]) }
  }

  @Test func sizeIsApplied() throws {
    let folder = try folder(training: "train", test: "t10k")
    #expect(
      try folder.load(size: 7) == folder.load().fitted(height: 7, width: 7, channels: 1))
  }
}
