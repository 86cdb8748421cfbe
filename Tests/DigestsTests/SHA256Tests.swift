import Digests
import Testing

@Suite struct SHA256Tests {
  @Test func agreesWithItsStandard() {
    // FIPS 180-4, example of the one-block message "abc".
    #expect(
      SHA256.hexadecimal(of: "abc")
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func piecesGiveTheDigestOfTheWhole() {
    var hash = SHA256()
    hash.update("a")
    hash.update("bc")
    #expect(Hexadecimal.text(hash.finish()) == SHA256.hexadecimal(of: "abc"))
  }
}
