import Claims

extension Report {
  /// Paper against ours, computed from the specifications, with what each departure forbids to say.
  var ledger: Section {
    Section(
      title: "Deviations from the paper",
      parts: [
        "Computed from the specifications of the runs. A departure caps what may be compared: the "
          + "sign of a difference, its order and shape, ratios, or the value itself.",
        MarkdownTable(
          header: ["what", "paper", "here", "caps"],
          rows: input.ledger.rows.map { [$0.what, $0.paper, $0.ours, $0.effect] }
        ).text,
      ])
  }

  var openPoints: Section {
    Section(
      title: "What the paper leaves open or contradicts",
      parts: [
        MarkdownTable(
          header: ["what", "found", "what we chose", "known from"],
          rows: PaperOpenPoint.all.map {
            [$0.subject, $0.finding, $0.choice, list($0.sources.map(\.rawValue))]
          }
        ).text
      ])
  }

  /// Context beside our verdicts, never part of one.
  var evidenceOfOthers: Section {
    let rows = FindingOfOthers.all.map { finding -> [String] in
      let bearings = finding.bearings.map { "\($0.claim) \($0.direction.rawValue): \($0.note)" }
      let verdicts = finding.bearings.compactMap { bearing in
        input.assessments[bearing.claim].map { "\(bearing.claim) \($0.verdict.outcome.rawValue)" }
      }
      return [
        finding.place, finding.setting, finding.result,
        finding.seeds.map(String.init) ?? "not said", bearings.joined(separator: "; "),
        verdicts.joined(separator: "; "), finding.caveat,
      ]
    }
    return Section(
      title: "What others found",
      parts: [
        "Independent public results that bear on the claims, as a search in November 2026 found "
          + "them. They stand beside our verdicts and are part of none.",
        MarkdownTable(
          header: ["where", "setting", "result", "seeds", "bears on", "here", "caveat"], rows: rows
        ).text,
      ])
  }
}
