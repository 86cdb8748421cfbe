import Claims
import Reports
import Testing

@Suite struct MarginWordingTests {
  @Test(arguments: [
    ("S1", "0.20 of the attention effect"), ("Q1", "0.33 of the reference effect"), ("D1", "none"),
    ("A1", "0.75 to 1.25"), ("G2b", "within a factor of 1.5"), ("I1", "0.1 to 10.0"),
  ])
  func theShippedMarginsHaveTheirWords(id: String, words: String) throws {
    #expect(try ClaimsFile.shipped()[id]?.marginWords == words)
  }

  /// Margins that differ are worded differently, however little they differ by.
  @Test func moreDecimalsAreShownWhereTheyMatter() throws {
    let claim = try #require(try ClaimsFile.shipped()["S1"])
    #expect(claim.words(of: .fraction(0.201)) == "0.201 of the attention effect")
    #expect(claim.words(of: .window(0.125...1)) == "0.125 to 1.00")
  }
}
