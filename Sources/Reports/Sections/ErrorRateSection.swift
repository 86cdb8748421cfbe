import Claims
import Experiments
import Figures
import Foundation

extension ErrorRates.Rate {
  /// A row of a table: claim, scenario, wrongly consistent, wrongly contradicted, limit.
  public var cells: [String] {
    func share(_ value: Double?) -> String {
      value.map { "\(NumberText.fixed($0 * 100, places: 2)) %" } ?? "-"
    }
    return [
      claim, scenario.words, share(falseConsistent), share(falseContradicted),
      "\(NumberText.fixed(limit * 100, places: 1)) %" + (isWithinLimit ? "" : ": exceeded"),
    ]
  }

  public static let header = ["id", "what is true", "consistent", "contradicted", "at most"]
}

extension ErrorRates {
  /// What the table shows, in a sentence.
  public var words: String {
    let scenarios = Set(rates.map(\.scenarios)).sorted().map(NumberText.grouped)
    let exceeded = rates.filter { !$0.isWithinLimit }
    return
      "How often a verdict would be wrong, in \(list(scenarios)) simulated scenarios of each kind: "
      + (exceeded.isEmpty
        ? "every share is within its limit."
        : "\(exceeded.count) of \(counted(rates.count, "row")) exceed their limit.")
  }
}

extension RunStore.MeasurementKey {
  /// The error rates of these claims with this evidence.
  public static func errorRates(_ claims: ClaimsFile, _ evidence: Evidence) -> Self {
    .errorRates(digest: ErrorRates.digest(claims, evidence))
  }
}

extension Report {
  /// The verdicts' own error rates.
  var errorRates: Section {
    let title = "How often would a verdict be wrong?"
    guard let errorRates = input.errorRates else {
      return Section(title: title, parts: ["The error rates were not computed for this store."])
    }
    guard !errorRates.rates.isEmpty else {
      return Section(title: title, parts: ["No run or timing of this store decides any claim."])
    }
    return Section(
      title: title,
      parts: [
        """
        Scenarios were made up with the arms and seeds of this store's plan and the residual variance \
        that its runs show, pooled over the arms of a model; the arms' means were moved so that it is \
        known whether the claim is true. The same code then gave its verdict. Where a claim fails, it \
        fails in one cell, each in its turn, and holds beyond doubt in the others; heavy tails are \
        Student's t with three degrees of freedom. A dash stands where that verdict would be right. \
        At the boundary the limit is five per cent and three standard errors of the count; at twice \
        the margin or beyond it is one per cent. Claims that no run of this store could decide, and \
        counts, which have no sampling error, have no row.
        """,
        errorRates.words,
        MarkdownTable(
          header: ErrorRates.Rate.header, rows: errorRates.rates.map(\.cells), numeric: [2, 3, 4]
        ).text,
      ])
  }
}
