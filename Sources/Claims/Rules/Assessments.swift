/// Every claim of a claims file held against the evidence, in the file's order.
public struct Assessments: Hashable, Sendable {
  public let claims: [Assessment]

  public init(_ file: ClaimsFile, evidence: Evidence) {
    let ledger = DeviationLedger(evidence)
    claims = file.claims.map { claim in
      claim.assessed(
        claim.looks(in: evidence), beside: claim.softmaxFindings(evidence: evidence),
        cap: ledger.cap(claim.quantity.scope), evidence: evidence)
    }
  }

  public subscript(id: String) -> Assessment? { claims.first { $0.id == id } }

  /// How many claims came to each outcome; every outcome is there.
  public var counts: [(outcome: Verdict.Outcome, count: Int)] {
    Verdict.Outcome.allCases.map { outcome in
      (outcome, claims.count { $0.verdict.outcome == outcome })
    }
  }
}
