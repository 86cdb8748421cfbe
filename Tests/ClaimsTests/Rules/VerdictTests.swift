import Claims
import Testing

@Suite struct VerdictTests {
  static let results: [(ComparisonResult, Ceiling)] = Verdict.Outcome.allCases.flatMap { outcome in
    Ceiling.allCases.flatMap { claimed in
      Ceiling.allCases.flatMap { needs in
        Ceiling.allCases.flatMap { cap in
          [1, 5].map { covered in
            (
              ComparisonResult(
                outcome: outcome, claimed: claimed, needs: needs, cellsCovered: covered,
                cellsClaimed: 5),
              cap
            )
          }
        }
      }
    }
  }

  /// Whatever goes in, the verdict's ceiling is no higher than the claim's, the ledger's, or what
  /// the models covered allow; and nothing decisive is said below what the comparison needs.
  @Test func noVerdictIsStrongerThanItsCaps() {
    for (result, cap) in Self.results {
      let verdict = Verdict(result, cap: cap)
      #expect(verdict.ceiling <= cap)
      #expect(verdict.ceiling <= result.claimed)
      if result.cellsCovered < result.cellsClaimed { #expect(verdict.ceiling == .sign) }
      if verdict.outcome.isDecisive { #expect(verdict.ceiling >= result.needs) }
      #expect(verdict.outcome == result.outcome || verdict.outcome == .notComparable)
    }
  }

  /// The words for a size appear only where the ceiling allows them.
  @Test func theSentenceStaysBelowTheCeiling() {
    let words: [Ceiling: String] = [
      .sign: "the sign alone", .orderAndShape: "order and shape, not size",
      .ratio: "ratios, not absolute values", .absoluteValue: "the value itself",
    ]
    for (result, cap) in Self.results {
      let verdict = Verdict(result, cap: cap)
      for (ceiling, text) in words {
        #expect(
          verdict.sentence.contains(text)
            == (verdict.outcome.isDecisive && verdict.ceiling == ceiling))
      }
      #expect(!verdict.sentence.lowercased().contains("reproduc"))
    }
  }

  @Test func thereAreSixOutcomes() {
    #expect(
      Verdict.Outcome.allCases.map(\.rawValue) == [
        "consistent at our scale", "contradicted at our scale", "inconclusive", "not comparable",
        "not tested", "invalid",
      ])
  }

  @Test func ceilingsRiseInTheirOrder() {
    #expect(Ceiling.allCases == Ceiling.allCases.sorted())
    #expect(Ceiling.sign < .orderAndShape)
    #expect(Ceiling.ratio < .absoluteValue)
  }
}
