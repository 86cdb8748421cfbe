import Claims
import Testing

@Suite struct MarginsInForceTests {
  static let file = """
    schemaVersion: 2
    claims:
      - id: X1
        sentence: Two arms are alike.
        section: 4
        paperFigure: 2
        figure: alpha
        kind: equivalence
        quantity: accuracy
        cells: {recipe: i21k, models: [S/32], h: [relu]}
        difference: {arm: h@1, against: softmax}
        referenceEffect: {arm: softmax, against: uniform}
        combine: all
        published: {value: unknown, uncertainty: unknown, words: no number}
        margin: {fraction: 0.20}
        ceiling: sign
    """

  static func claims(share: String, id: String = "X1") throws -> ClaimsFile {
    try ClaimsFile(
      yaml: file.replacingOne("0.20", with: share).replacingOne("X1", with: id), named: "own.yaml")
  }

  @Test(
    arguments: [
      ("0.2", []), ("0.30", ["0.30 of the worth"]), ("0.201", ["0.201 of the worth"]),
    ] as [(String, [String])])
  func aMovedMarginIsNamed(share: String, now: [String]) throws {
    let changes = MarginsInForce(try Self.claims(share: "0.20"))
      .changes(in: try Self.claims(share: share))
    #expect(changes.map(\.now) == now)
    #expect(changes.allSatisfy { $0.claim == "X1" && $0.was == "0.20 of the worth" })
  }

  @Test func aClaimThatWasNotThereIsNamedWhereItHasAMargin() throws {
    let before = MarginsInForce(try Self.claims(share: "0.20"))
    let changes = before.changes(in: try Self.claims(share: "0.20", id: "X2"))
    #expect(changes.map(\.claim) == ["X2"] && changes.map(\.was) == [nil])
    let ordering = try ClaimsFile(yaml: ClaimsFileTests.good, named: "own.yaml")
    #expect(MarginsInForce(margins: [:]).changes(in: ordering).isEmpty)
  }

  @Test func theShippedMarginsHaveTheirWords() throws {
    let margins = MarginsInForce(try ClaimsFile.shipped()).margins
    #expect(margins.count == 14 && margins["D1"] == "none")
    #expect(margins["A1"] == "0.75 to 1.25" && margins["Q1"] == "0.33 of the worth")
    #expect(margins["G2b"] == "within a factor of 1.5" && margins["I1"] == "0.1 to 10.0")
  }
}
