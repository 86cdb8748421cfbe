import Claims
import Testing

@Suite struct ClaimsFileTests {
  /// One small claim that is right, for tests to spoil.
  static let good = """
    schemaVersion: 2
    claims:
      # A comment is welcome.
      - id: X1
        sentence: One arm is above another.
        section: 4
        paperFigure: 2
        figure: alpha
        kind: ordering
        quantity: accuracy
        cells: {recipe: i21k, models: [S/32], h: [relu]}
        difference: {arm: h@1, against: h@0}
        combine: all
        published: {value: unknown, uncertainty: unknown, words: no number}
        margin: none
        ceiling: sign
    """

  @Test func theShippedFileHoldsEveryClaim() throws {
    let file = try ClaimsFile.shipped()
    #expect(
      file.claims.map(\.id) == [
        "S1", "S2", "S3", "D1", "A1", "A2", "L1", "Q1", "G1", "G2a", "G2b", "P1", "I1", "R1",
      ])
    #expect(Set(file.claims.map(\.kind)) == Set(ClaimKind.allCases))
    #expect(file["G2b"]?.published.value == 0.093)
    #expect(file["G2b"]?.margin == .factor(1.5))
    #expect(file["S1"]?.margin == .fraction(0.20))
    #expect(file["S2"]?.margin == .fraction(0.15))
    #expect(file["Q1"]?.margin == .fraction(0.33))
    #expect(file["A1"]?.margin == .window(0.75...1.25))
    #expect(file["D1"]?.functions.count == 7)
    #expect(file["S1"]?.models.count == 5)
  }

  @Test func aUsersOwnFileIsRead() throws {
    let text = Self.good.replacingOne("value: unknown", with: "value: 0.03")
      .replacingOne("uncertainty: unknown", with: "uncertainty: 0.004")
    let claim = try ClaimsFile(yaml: text, named: "own.yaml").claims[0]
    #expect(claim.published.value == 0.03)
    #expect(claim.published.uncertainty == 0.004)
    #expect(claim.margin == .none)
  }

  struct Spoiled: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let from: String
    let to: String
    /// The field, then words of the remedy.
    let field: String
    let remedy: String

    init(_ what: String, _ from: String, _ to: String, _ field: String, _ remedy: String) {
      testDescription = what
      (self.from, self.to, self.field, self.remedy) = (from, to, field, remedy)
    }
  }

  /// What is wrong, what of the good file is exchanged for what, and the message's field and remedy.
  static let spoiled: [Spoiled] = [
    .init("unknown key", "ceiling: sign", "ceiling: sign\n    colour: red", "colour", "remove it"),
    .init(
      "unknown key in a section", "h: [relu]}", "h: [relu], seeds: 3}", "cells.seeds",
      "cells.recipe, cells.models"),
    .init(
      "unknown key at the top", "schemaVersion: 2", "schemaVersion: 2\nnotes: x", "notes",
      "remove it"),
    .init("unknown h", "h: [relu]", "h: [rectifier]", "cells.h", "choose among relu, squaredReLU"),
    .init(
      "unknown kind", "kind: ordering", "kind: order", "kind", "choose among ordering, equivalence"),
    .init(
      "unknown quantity", "quantity: accuracy", "quantity: loss", "quantity",
      "choose among accuracy"),
    .init("unknown ceiling", "ceiling: sign", "ceiling: exact", "ceiling", "absolute value"),
    .init("unknown arm", "arm: h@1", "arm: maxout@1", "difference.arm", "write one of softmax"),
    .init(
      "softmax with alpha", "against: h@0", "against: softmax@1", "difference.against",
      "with @alpha after a function"),
    .init("missing field", "    combine: all\n", "", "combine", "add it"),
    .init(
      "missing difference", "    difference: {arm: h@1, against: h@0}\n", "", "difference", "add it"
    ),
    .init(
      "list for a word", "sentence: One arm is above another.", "sentence: [a]", "sentence",
      "write a word"),
    .init("word for a list", "models: [S/32]", "models: S/32", "cells.models", "[first, second]"),
    .init(
      "word for a number", "value: unknown", "value: some", "published.value", "a number or unknown"
    ),
    .init(
      "word for a section", "cells: {recipe: i21k, models: [S/32], h: [relu]}", "cells: all",
      "cells", "key: value"),
    .init("margin on an order", "margin: none", "margin: 0.5", "margin", "write none"),
    .init(
      "no margin on an equivalence", "kind: ordering", "kind: equivalence", "referenceEffect",
      "add it"),
    .init(
      "older version", "schemaVersion: 2", "schemaVersion: 1", "schemaVersion",
      "rename \"worth\" to \"referenceEffect\""),
    .init("unknown version", "schemaVersion: 2", "schemaVersion: 3", "schemaVersion", "write 2"),
    .init(
      "word for a figure", "paperFigure: 2", "paperFigure: two", "paperFigure",
      "a whole number or none"),
    .init("no h where one is needed", "h: [relu]", "h: []", "cells", "list the functions"),
  ]

  @Test(arguments: spoiled)
  func aSpoiledFileNamesFileClaimFieldAndRemedy(_ spoiled: Spoiled) throws {
    let text = Self.good.replacingOne(spoiled.from, with: spoiled.to)
    #expect(text != Self.good)
    let error = #expect(throws: ClaimsError.self) {
      try ClaimsFile(yaml: text, named: "own.yaml")
    }
    let message = try #require(error).description
    print("\(spoiled.testDescription): \(message)")
    #expect(message.contains("own.yaml"))
    #expect(message.contains("\"\(spoiled.field)\""))
    #expect(message.contains(spoiled.remedy))
    let isAtTheTop = ["notes", "schemaVersion"].contains(spoiled.field)
    #expect(message.contains("claim X1") == !isAtTheTop)
    #expect(message.contains(", line "), "\(message)")
    #expect(message.hasSuffix(".") && !message.dropLast().contains(". "))
  }

  @Test func anIdMayBeUsedOnce() {
    let claim = Self.good.split(separator: "\n").dropFirst(2).joined(separator: "\n")
    let error = #expect(throws: ClaimsError.self) {
      try ClaimsFile(yaml: Self.good + "\n" + claim, named: "own.yaml")
    }
    #expect(error?.description.contains("is used twice") == true)
  }

  @Test(arguments: ["", "- a\n- b", "claims: {", "just words"])
  func whatIsNoClaimsFileIsRefused(text: String) {
    let error = #expect(throws: ClaimsError.self) {
      try ClaimsFile(yaml: text, named: "own.yaml")
    }
    #expect(error?.description.contains("own.yaml") == true)
  }
}

extension String {
  /// The text with the first occurrence of `old` exchanged.
  func replacingOne(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return replacingCharacters(in: range, with: new)
  }

  private func replacingCharacters(in range: Range<Index>, with new: String) -> String {
    String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
