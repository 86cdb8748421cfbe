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
    let what: String
    let from: String
    let to: String
    /// The field, then words of the remedy.
    let field: String
    let remedy: String
    var testDescription: String { what }
  }

  @Test(arguments: [
    Spoiled(
      what: "unknown key", from: "ceiling: sign", to: "ceiling: sign\n    colour: red",
      field: "colour", remedy: "remove it"),
    Spoiled(
      what: "unknown key in a section", from: "h: [relu]}", to: "h: [relu], seeds: 3}",
      field: "cells.seeds", remedy: "cells.recipe, cells.models"),
    Spoiled(
      what: "unknown key at the top", from: "schemaVersion: 2", to: "schemaVersion: 2\nnotes: x",
      field: "notes", remedy: "remove it"),
    Spoiled(
      what: "unknown h", from: "h: [relu]", to: "h: [rectifier]", field: "cells.h",
      remedy: "choose among relu, squaredReLU"),
    Spoiled(
      what: "unknown kind", from: "kind: ordering", to: "kind: order", field: "kind",
      remedy: "choose among ordering, equivalence"),
    Spoiled(
      what: "unknown quantity", from: "quantity: accuracy", to: "quantity: loss",
      field: "quantity", remedy: "choose among accuracy"),
    Spoiled(
      what: "unknown ceiling", from: "ceiling: sign", to: "ceiling: exact", field: "ceiling",
      remedy: "absolute value"),
    Spoiled(
      what: "unknown arm", from: "arm: h@1", to: "arm: maxout@1", field: "difference.arm",
      remedy: "write one of softmax"),
    Spoiled(
      what: "softmax with alpha", from: "against: h@0", to: "against: softmax@1",
      field: "difference.against", remedy: "with @alpha after a function"),
    Spoiled(
      what: "missing field", from: "    combine: all\n", to: "", field: "combine",
      remedy: "add it"),
    Spoiled(
      what: "missing difference", from: "    difference: {arm: h@1, against: h@0}\n", to: "",
      field: "difference", remedy: "add it"),
    Spoiled(
      what: "list for a word", from: "sentence: One arm is above another.", to: "sentence: [a]",
      field: "sentence", remedy: "write a word"),
    Spoiled(
      what: "word for a list", from: "models: [S/32]", to: "models: S/32", field: "cells.models",
      remedy: "[first, second]"),
    Spoiled(
      what: "word for a number", from: "value: unknown", to: "value: some",
      field: "published.value", remedy: "a number or unknown"),
    Spoiled(
      what: "word for a section", from: "cells: {recipe: i21k, models: [S/32], h: [relu]}",
      to: "cells: all", field: "cells", remedy: "key: value"),
    Spoiled(
      what: "margin on an order", from: "margin: none", to: "margin: 0.5", field: "margin",
      remedy: "write none"),
    Spoiled(
      what: "no margin on an equivalence", from: "kind: ordering", to: "kind: equivalence",
      field: "referenceEffect", remedy: "add it"),
    Spoiled(
      what: "older version", from: "schemaVersion: 2", to: "schemaVersion: 1",
      field: "schemaVersion", remedy: "rename \"worth\" to \"referenceEffect\""),
    Spoiled(
      what: "unknown version", from: "schemaVersion: 2", to: "schemaVersion: 3",
      field: "schemaVersion", remedy: "write 2"),
    Spoiled(
      what: "word for a figure", from: "paperFigure: 2", to: "paperFigure: two",
      field: "paperFigure", remedy: "a whole number or none"),
    Spoiled(
      what: "no h where one is needed", from: "h: [relu]", to: "h: []", field: "cells",
      remedy: "list the functions"),
  ])
  func aSpoiledFileNamesFileClaimFieldAndRemedy(_ spoiled: Spoiled) throws {
    let text = Self.good.replacingOne(spoiled.from, with: spoiled.to)
    #expect(text != Self.good)
    let error = #expect(throws: ClaimsError.self) {
      try ClaimsFile(yaml: text, named: "own.yaml")
    }
    let message = try #require(error).description
    print("\(spoiled.what): \(message)")
    #expect(message.contains("own.yaml"))
    #expect(message.contains("\"\(spoiled.field)\""))
    #expect(message.contains(spoiled.remedy))
    let isAtTheTop = ["notes", "schemaVersion"].contains(spoiled.field)
    #expect(message.contains("claim X1") == !isAtTheTop)
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
