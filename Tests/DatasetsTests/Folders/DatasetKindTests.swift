import Datasets
import Testing

@Suite struct DatasetKindTests {
  @Test func aFolderOfNoKnownKindSaysWhatWasLookedFor() throws {
    let folder = try TemporaryFolder()
    // Images outside of classes, and classes of images in another format.
    try folder.write("a.png", [])
    try folder.write("cat/a.jpg", [])
    let expected = DatasetError.unrecognised(folder: folder.path)
    #expect(throws: expected) { try folder.load() }
    expectOneSentence(expected, naming: folder.path)
    for name in ["train-images-idx3-ubyte", "data_batch_1.bin", "train.bin", "CLASS/*.png"] {
      #expect(expected.description.contains(name))
    }
  }

  @Test func aFolderOfTwoKindsIsAmbiguous() throws {
    let folder = try TemporaryFolder()
    try folder.write("train.bin", [])
    try folder.write("cat/a.png", [])
    let expected = DatasetError.severalKinds(
      folder: folder.path, kinds: ["CIFAR-100 binaries", "folders of PNG images"])
    #expect(throws: expected) { try folder.load() }
    expectOneSentence(expected, naming: folder.path)
  }
}
