import Datasets
import Testing

@Suite struct DatasetLabelTests {
  @Test func aSetIsCalledByItsDigest() {
    #expect(FashionMNIST.identity.label == "fashion-mnist" && FashionMNIST.identity.isFashionMNIST)
    #expect(Digits.identity.label == "digits" && !Digits.identity.isFashionMNIST)
    var other = FashionMNIST.identity
    other.digest = "0123456789abcdef"
    #expect(other.label == "data 01234567" && !other.isFashionMNIST)
  }

  @Test func describedDataHaveTheirPresetsName() {
    let data = DatasetIdentity(
      digest: "", trainingImages: 1, testImages: 1, classes: 2, height: 1, width: 1, channels: 1,
      origin: .preset(name: "imagenet-1k"))
    #expect(data.label == "imagenet-1k")
  }

  /// Where a set comes from does not tell it apart from an equal one.
  @Test func theOriginIsNoPartOfTheIdentity() {
    var made = Digits.identity
    made.origin = .program
    #expect(made == Digits.identity && Set([made, Digits.identity]).count == 1)
  }
}
