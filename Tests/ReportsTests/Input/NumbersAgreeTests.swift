import Claims
import Foundation
import Reports
import Testing

/// The tables of verdicts and of error rates hold the numbers of `rectify diff --json`, and no others.
@Suite struct NumbersAgreeTests {
  private struct Document: Decodable {
    struct Claim: Decodable {
      let id, kind, verdict, reason, ceiling, unit: String
      let lean: String?
      let estimate, low, high, level, margin, secondsToSettle: Double?
      let n: Int
      let seedsToSettle: Int?
    }
    struct Rate: Decodable {
      let claim, scenario: String
      let falseConsistent, falseContradicted: Double?
      let falseConsistentBound, falseContradictedBound: Double?
      let limit: Double
    }
    let schemaVersion: Int
    let claims: [Claim]
    let errorRates: [Rate]?
  }

  private static func document(_ input: ReportInput) throws -> Document {
    try JSONDecoder().decode(Document.self, from: JSONEncoder().encode(DiffRecord(input)))
  }

  /// The cells of the rows of the table under a heading, whose first cell is an id.
  private static func rows(_ markdown: String, under title: String) throws -> [[String]] {
    let section = try #require(
      markdown.components(separatedBy: "\n## ").first { $0.hasPrefix(title + "\n") })
    return section.split(separator: "\n").filter { $0.hasPrefix("| ") }
      .map { $0.dropFirst(2).dropLast(2).components(separatedBy: " | ") }
      .filter { !["id", "---"].contains($0[0]) }
  }

  private static func input() throws -> ReportInput {
    var input = try HandMadeInput.input()
    input.errorRates = ErrorRates(input.claims, evidence: input.evidence, scenarios: 40, threads: 2)
    return input
  }

  /// Every number in a text, with its sign.
  private static func numbers(_ text: String) -> [Double] {
    text.matches(of: #/[-+]?\d+(?:[.,]\d+)*/#).compactMap {
      Double($0.output.replacing(",", with: ""))
    }
  }

  /// As often as the text rounds: a half of the last decimal that it shows.
  private static func agree(_ shown: [Double], _ exact: [Double], within half: Double) -> Bool {
    shown.count == exact.count
      && zip(shown, exact).allSatisfy { abs($0 - $1) <= half * (1 + 1e-9) }
  }

  @Test func claims() throws {
    let input = try Self.input()
    let document = try Self.document(input)
    let markdown = HandMadeInput.report(input).text
    let verdicts = try Self.rows(markdown, under: "How verdicts are made")
    let against = try Self.rows(markdown, under: "Ours against published")
    #expect(document.schemaVersion == 1)
    #expect(verdicts.map { $0[0] } == document.claims.map(\.id))
    #expect(against.map { $0[0] } == document.claims.map(\.id))
    for (claim, (row, other)) in zip(document.claims, zip(verdicts, against)) {
      #expect(row[2] == claim.verdict && other[5] == claim.verdict)
      #expect(row[4] == claim.reason)
      #expect(row[5] == claim.lean ?? "-")
      #expect(row[7] == claim.ceiling)
      #expect(Self.numbers(row[6]) == (claim.n > 0 ? [Double(claim.n)] : []))
      let settling = Self.numbers(row[8])
      #expect(settling.first == claim.seedsToSettle.map(Double.init))
      if settling.count > 1 {
        let hours = try #require(claim.secondsToSettle) / 3600
        #expect(Self.agree([settling[1]], [hours], within: 0.005))
      }
      // Accuracies and times are shares in JSON, and points or per cent in the report.
      let isPlain = ["optimum", "level", "structural"].contains(claim.kind)
      let scale = isPlain ? 1.0 : 100.0
      let half = isPlain ? 0.005 : 0.05
      let expected =
        [claim.estimate, claim.low, claim.high].compactMap(\.self).map { $0 * scale }
      let shown = Self.numbers(other[3])
      #expect(
        Self.agree(Array(shown.prefix(expected.count)), expected, within: half),
        "\(claim.id): \(other[3]) against \(expected)")
      if claim.low != nil {
        #expect(Self.agree(Array(shown.suffix(1)), [claim.level! * 100], within: 0.5))
      }
    }
  }

  @Test func errorRates() throws {
    let input = try Self.input()
    let rates = try #require(try Self.document(input).errorRates)
    let rows = try Self.rows(
      HandMadeInput.report(input).text, under: "How often would a verdict be wrong?")
    #expect(!rates.isEmpty)
    #expect(rates.count == rows.count)
    for (rate, row) in zip(rates, rows) {
      #expect(row[0] == rate.claim && row[1] == rate.scenario)
      for (cell, (value, bound)) in zip(
        row[2...],
        [
          (rate.falseConsistent, rate.falseConsistentBound),
          (rate.falseContradicted, rate.falseContradictedBound), (rate.limit, nil),
        ])
      {
        // A share that was never seen is shown, and printed, by its upper bound.
        #expect((value == 0) == (bound != nil) && (value == 0) == cell.hasPrefix("< "), "\(cell)")
        let expected = (bound ?? value).map { [$0 * 100] } ?? []
        #expect(Self.agree(Array(Self.numbers(cell).prefix(1)), expected, within: 0.05))
      }
    }
  }

  /// Rates that were not computed are null, not none.
  @Test func missingRatesAreNull() throws {
    #expect(try Self.document(try HandMadeInput.input()).errorRates == nil)
  }
}
