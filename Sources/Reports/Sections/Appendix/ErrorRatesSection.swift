import Claims

/// The verdicts' own error rates.
struct ErrorRatesSection: Section {
  /// Nil where they were not computed.
  let errorRates: ErrorRates?
  let data: ResultData

  let title = "How often would a verdict be wrong?"

  var body: [Block] {
    guard let errorRates else { return ["The error rates were not computed for this store."] }
    guard !errorRates.rates.isEmpty else {
      return ["No run or timing of this store decides any claim."]
    }
    return [
      """
      Scenarios were simulated with the arms and seeds of this store's plan and the residual variance \
      that its runs show, pooled over the arms of a model; the arms' means were moved so that it is \
      known whether the claim is true. The same code then gave its verdict; on the ladder, one after \
      each rung up to this one, to someone who stops at the first decision. Where a claim fails, it \
      fails in one cell, each in its turn, and holds beyond doubt in the others; heavy tails are \
      Student's t with three degrees of freedom. A dash stands where that verdict would be right. \
      At the boundary the limit is five per cent and three standard errors of the count; at twice \
      the margin or beyond it is one per cent. Claims that no run of this store could decide, and \
      counts, which have no sampling error, have no row. Each limit is that of one claim: how many of \
      all claims are decided is not corrected across claims.
      """,
      .paragraph(errorRates.words),
      .table(errorRates.table { data.link(.errorRate($0.claim, $0.scenario.words)) }),
    ]
  }
}
