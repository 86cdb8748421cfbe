import Claims
import Figures
import Paper

extension DataTable {
  /// One row a claim, in the cell that its verdict rests on.
  static func claims(_ input: ReportInput) -> DataTable {
    let assessments = input.assessments.claims
    return DataTable(
      name: "claims", row: "a claim, in the cell that its verdict hangs on",
      columns: [
        Column("id", nil, "of the claim"), Column("claim", nil, "in our words"),
        Column("kind", nil, "what decides it"), Column("quantity", nil, "what is compared"),
        Column("verdict", nil, "at our scale"),
        Column(
          "could_hardly_fail", nil, ClaimCounts.hardlyFailingKinds),
        Column("model", nil, "of the cell"), Column("function", nil, "h of the cell"),
      ] + estimateColumns + [
        Column(
          "published_value", "unit of the row", "what the paper prints; empty where no number"),
        Column("published", nil, "in words"),
        Column(
          "margin", nil, "fixed beforehand: a fraction, a half-width, a factor or an upper end"),
        Column("margin_kind", nil, "none, fraction, window, factor or range"),
        Column("margin_size", "unit of the row", "what a fraction comes to in this cell"),
        Column("ceiling", nil, "the strongest comparison that the deviations leave"),
        Column("cells_deciding", nil, "declared before training"),
        Column("cells_claimed", nil, "that the claim speaks of"),
        Column("seeds_to_settle", nil, "more of this cell, at 80 % power"),
        Column("core_seconds_to_settle", "s", "what these would take"),
      ],
      rows: assessments.map { row($0, input) }, keys: assessments.map(\.id))
  }

  /// One row a cell of a claim.
  static func cells(_ input: ReportInput) -> DataTable {
    let cells = input.assessments.claims.flatMap { assessment in
      assessment.claimedCells.map { (assessment.claim, $0) }
    }
    return DataTable(
      name: "cells", row: "a cell of a claim: a model and a function",
      columns: [
        Column("id", nil, "of the claim"), Column("model", nil, "of the cell"),
        Column("function", nil, "h; empty where the claim is about none"),
        Column("verdict", nil, "of the cell"),
        Column("confirmatory", nil, "whether it was declared to decide"),
        Column("rung", nil, "whose look decided it or was the last"),
      ] + estimateColumns,
      rows: cells.map { claim, cell in
        [
          .text(claim.id), .text("\(cell.model)"), .optional(cell.h),
          .text(cell.outcome.rawValue), .flag(input.declares(cell, of: claim)),
          .optional(cell.rung?.rawValue),
        ]
          + estimate(
            claim, cell.estimate, cell.low, cell.high, level: cell.level, n: cell.n,
            replicate: cell.unit, degreesOfFreedom: cell.degreesOfFreedom)
      },
      keys: cells.map { "\($0.id) \($1.model) \($1.h ?? "")" })
  }

  private static let estimateColumns = [
    Column("estimate", "unit of the row", "of the cell"),
    Column("low", "unit of the row", "end of the interval"),
    Column("high", "unit of the row", "end of the interval"),
    Column("level", "share", "confidence level of the interval, from 0 to 1"),
    Column(
      "unit", nil, "of estimate, low, high: points of accuracy, percent of time, exponent, ratio"),
    Column("n", nil, "replicates"), Column("n_unit", nil, "what a replicate is"),
    Column("degrees_of_freedom", nil, "of the interval's pooled variance; empty where it has none"),
  ]

  private static func row(_ assessment: Assessment, _ input: ReportInput) -> [Value] {
    let claim = assessment.claim
    let head = assessment.head
    let margin = claim.drawnMargin(
      model: head?.model ?? claim.models.first ?? .s32, h: head?.function, evidence: input.evidence)
    let first: [Value] = [
      .text(claim.id), .text(claim.sentence), .text(claim.kind.rawValue),
      .text(claim.quantity.rawValue), .text(assessment.verdict.outcome.rawValue),
      .flag(claim.couldHardlyFail), .optional(head.map { "\($0.model)" }), .optional(head?.h),
    ]
    let last: [Value] = [
      .optional(claim.kind == .optimum ? nil : claim.published.value.map { $0 * claim.dataScale }),
      .text(claim.published.words), .optional(claim.margin.number), .text(claim.margin.kindName),
      .optional(margin.map { $0 * claim.dataScale }), .text(assessment.ceiling.rawValue),
      .whole(assessment.scope?.cells.count ?? 0), .whole(assessment.claimedCells.count),
      .optional(assessment.seedsToSettle), .optional(assessment.secondsToSettle),
    ]
    return first
      + estimate(
        claim, assessment.estimate, assessment.low, assessment.high, level: assessment.level,
        n: assessment.n, replicate: assessment.unit, degreesOfFreedom: head?.degreesOfFreedom)
      + last
  }

  private static func estimate(
    _ claim: Claim, _ value: Double?, _ low: Double?, _ high: Double?, level: Double?, n: Int,
    replicate: String, degreesOfFreedom: Int?
  ) -> [Value] {
    func scaled(_ number: Double?) -> Value { .optional(number.map { $0 * claim.dataScale }) }
    return [
      scaled(value), scaled(low), scaled(high), .optional(level),
      .optional(value == nil ? nil : claim.dataUnit), .whole(n),
      .optional(n > 0 ? replicate : nil), .optional(degreesOfFreedom),
    ]
  }
}

extension Claim {
  /// From the evidence's shares to the unit of a row.
  fileprivate var dataScale: Double { ["points", "percent"].contains(dataUnit) ? 100 : 1 }

  fileprivate var dataUnit: String {
    switch (kind, quantity) {
    case (.optimum, _): "exponent"
    case (_, .accuracy), (_, .transferAccuracy): "points"
    case (_, .stepTime), (_, .operatorTime): "percent"
    case (_, .meanWeight): "ratio"
    case (_, .collectives): "collectives"
    }
  }
}

extension Margin {
  fileprivate var kindName: String {
    switch self {
    case .none: "none"
    case .fraction: "fraction"
    case .window: "window"
    case .factor: "factor"
    case .range: "range"
    }
  }
}
