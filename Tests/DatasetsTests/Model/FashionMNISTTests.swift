import Datasets
import Testing

@Suite struct FashionMNISTTests {
  @Test func defaultSetIsTheOneThatPlansName() throws {
    let dataset = try DatasetSource.fashionMNIST.load()
    #expect(dataset.identity == FashionMNIST.identity)
    for (part, perClass) in [(dataset.training, 6_000), (dataset.test, 1_000)] {
      let counts = part.labels.reduce(into: [Int](repeating: 0, count: 10)) { $0[Int($1)] += 1 }
      #expect(counts == [Int](repeating: perClass, count: 10))
    }
  }

  @Test func theSameFolderGivenByPathIsTheSameSet() throws {
    #expect(try DatasetReader(.folder(FashionMNIST.folder)).identity() == FashionMNIST.identity)
    #expect(
      try DatasetReader(.folder(FashionMNIST.folder, size: 28)).identity() == FashionMNIST.identity)
  }
}
