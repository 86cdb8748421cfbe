import Datasets
import Testing

@Suite struct DataLabelTests {
  /// By what they are, whatever their folder is called.
  @Test(
    arguments: [
      (FashionMNIST.identity.digest, .files, nil, "fashion-mnist"),
      (
        "0123456789abcdef", .files, "**Data: `data 01234567`, not the Fashion-MNIST",
        "data 01234567"
      ),
      ("0123456789abcdef", .program, "**Synthetic data: `data 01234567`", "data 01234567"),
    ] as [(String, DatasetIdentity.Origin, String?, String)])
  func otherDataAreLabelled(
    digest: String, origin: DatasetIdentity.Origin, label: String?, name: String
  ) throws {
    var data = label == nil ? FashionMNIST.identity : HandMadeInput.data
    data.digest = digest
    data.origin = origin
    if label != nil { (data.height, data.width, data.channels) = (32, 32, 3) }
    let text = try QuickReport.report(data: data, finished: [])
    #expect(text.contains("**Data:") == (label != nil && origin == .files))
    #expect(text.contains("**Synthetic data:") == (origin == .program))
    #expect(text.contains("the folder of \(name)") == (label != nil))
    if let label {
      #expect(text.contains(label))
      #expect(text.contains("32 x 32 x 3 pixels, L = 64 for /32, 256 for /16 and 1,024 for /8"))
    }
  }
}
