import Claims
import Foundation
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

  static func claims(fraction: String, id: String = "X1") throws -> ClaimsFile {
    try ClaimsFile(
      yaml: file.replacingOne("0.20", with: fraction).replacingOne("X1", with: id),
      named: "own.yaml")
  }

  @Test(
    arguments: [
      ("0.2", []), ("0.30", [.fraction(0.30)]), ("0.201", [.fraction(0.201)]),
    ] as [(String, [Margin])])
  func aMovedMarginIsNamed(fraction: String, now: [Margin]) throws {
    let changes = MarginsInForce(try Self.claims(fraction: "0.20"))
      .changes(in: try Self.claims(fraction: fraction))
    #expect(changes.map(\.claim.margin) == now)
    #expect(changes.allSatisfy { $0.claim.id == "X1" && $0.was == .fraction(0.20) })
  }

  @Test func aClaimThatWasNotThereIsNamedWhereItHasAMargin() throws {
    let before = MarginsInForce(try Self.claims(fraction: "0.20"))
    let changes = before.changes(in: try Self.claims(fraction: "0.20", id: "X2"))
    #expect(changes.map(\.claim.id) == ["X2"] && changes.map(\.was) == [nil])
    let ordering = try ClaimsFile(yaml: ClaimsFileTests.good, named: "own.yaml")
    #expect(MarginsInForce(margins: [:]).changes(in: ordering).isEmpty)
  }

  @Test func theRecordHoldsNumbersAndIsReadBack() throws {
    let margins = MarginsInForce(try ClaimsFile.shipped())
    #expect(margins.margins.count == 14)
    let data = try JSONEncoder().encode(margins)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["schemaVersion"] as? Int == 2)
    let kept = try #require(object["margins"] as? [String: [String: Any]])
    #expect(kept["S1"]?["kind"] as? String == "fraction" && kept["S1"]?["value"] as? Double == 0.2)
    #expect(kept["A1"]?["low"] as? Double == 0.75 && kept["D1"]?.count == 1)
    #expect(try JSONDecoder().decode(MarginsInForce.self, from: data) == margins)
  }

  /// A store of the first version keeps its note: the sentences are those of the shipped claims.
  @Test func sentencesOfTheFirstVersionAreRead() throws {
    let old = """
      {"schemaVersion": 1, "margins": {
        "S1": "0.20 of the worth", "S2": "0.15 of the worth", "S3": "0.20 of the worth",
        "D1": "none", "A1": "0.75 to 1.25", "A2": "0.15 of the worth", "L1": "none",
        "Q1": "0.33 of the worth", "G1": "none", "G2a": "none", "P1": "none", "R1": "none",
        "G2b": "within a factor of 1.5", "I1": "0.1 to 10.0"}}
      """
    let margins = try JSONDecoder().decode(MarginsInForce.self, from: Data(old.utf8))
    #expect(margins == MarginsInForce(try ClaimsFile.shipped()))
  }

  @Test(arguments: [
    #"{"schemaVersion": 1, "margins": {"S1": "a lot"}}"#,
    #"{"schemaVersion": 1, "margins": {"S1": "1.25 to 0.75"}}"#,
    #"{"schemaVersion": 2, "margins": {"S1": {"kind": "share", "value": 0.2}}}"#,
    #"{"schemaVersion": 2, "margins": {"A1": {"kind": "window", "low": 2, "high": 1}}}"#,
    #"{"schemaVersion": 3, "margins": {}}"#,
  ])
  func whatIsNoRecordOfMarginsIsRefused(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(MarginsInForce.self, from: Data(text.utf8))
    }
  }
}
