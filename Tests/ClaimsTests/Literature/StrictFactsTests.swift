import Claims
import Testing

/// Files of facts are read as strictly as the claims file is.
@Suite struct StrictFactsTests {
  enum Kind: Sendable { case finding, point, accuracies }

  static let good: [Kind: String] = [
    .finding: """
    schemaVersion: 1
    findings:
      - place: a journal
        setting: one model
        result: level
        seeds: unknown
        bearings:
          - {claim: S2, direction: for, note: level}
        caveat: One seed.
    """,
    .point: """
    schemaVersion: 1
    points:
      - subject: range of alpha
        finding: It is not said.
        choice: From 0 to 2.
        sources: [paper]
    """,
    .accuracies: """
    schemaVersion: 1
    model: S/32
    images: 24000
    testImages: 10000
    torch: "2.15"
    arms:
      - {arm: softmax, accuracies: [76.35, 74.19]}
    """,
  ]

  private func read(_ kind: Kind, _ text: String) throws {
    switch kind {
    case .finding: _ = try FindingOfOthers.read(yaml: text, named: "own.yaml")
    case .point: _ = try PaperOpenPoint.read(yaml: text, named: "own.yaml")
    case .accuracies: _ = try IndependentAccuracies(yaml: text, named: "own.yaml")
    }
  }

  @Test(arguments: [Kind.finding, .point, .accuracies])
  func aGoodFileIsRead(kind: Kind) throws { try read(kind, try #require(Self.good[kind])) }

  @Test(
    arguments: [
      (.finding, "setting: one", "settings: one", "line 3, finding number 1", "setting", "add it"),
      (
        .finding, "caveat: One", "author: me\n    caveat: One", "line 9, finding number 1",
        "author",
        "remove it"
      ),
      (.finding, "seeds: unknown", "seeds: many", "line 6", "seeds", "a whole number or unknown"),
      (
        .finding, "direction: for", "direction: up", "line 8, finding number 1, bearing number 1",
        "direction", "choose among for, against"
      ),
      (.point, "[paper]", "[rumour]", "line 6, point number 1", "sources", "choose among paper"),
      (.point, "schemaVersion: 1", "schemaVersion: 2", "line 1", "schemaVersion", "write 1"),
      (.accuracies, "model: S/32", "model: T/9", "line 2", "model", "choose among S/32"),
      (.accuracies, "74.19", "high", "line 7, arm number 1", "accuracies", "list plain numbers"),
      (.accuracies, "arm: softmax", "arm: h@1", "line 7, arm number 1", "arm", "write one"),
    ] as [(Kind, String, String, String, String, String)])
  func aMistakeIsNamedWithItsPlaceAndRemedy(
    kind: Kind, from: String, to: String, place: String, field: String, remedy: String
  ) throws {
    let good = try #require(Self.good[kind])
    let text = good.replacingOne(from, with: to)
    #expect(text != good)
    let error = #expect(throws: ClaimsError.self) { try read(kind, text) }
    let message = try #require(error).description
    for part in ["own.yaml", place, "\"\(field)\"", remedy] {
      #expect(message.contains(part), "\(message)")
    }
  }
}
