import Claims
import Experiments
import Figures
import Paper

extension Report {
  /// Three sentences and the counts of verdicts.
  var answer: Section {
    let total = input.preset.runs.count
    let models = PaperModel.allCases.filter { model in
      input.preset.runs.contains { $0.model == model }
    }
    let stored =
      input.missing.isEmpty
      ? "All \(counted(total, "planned run"))"
      : "\(input.finished.count) of \(counted(total, "planned run"))"
    let ran = "\(stored) of \(list(models)) are in the store (\(input.dataSentence))."
    return Section(
      title: "Answer",
      parts: [
        [ran, worthSentence, decidedSentence].joined(separator: " "),
        "Verdicts on \(counted(input.assessments.claims.count, "claim")): "
          + "\(input.assessments.countsSentence).",
      ])
  }

  /// What attention and the length factor are worth, by their intervals.
  private var worthSentence: String {
    // The model that says most: the most intervals, then the most seeds.
    func weight(_ worth: AttentionEffect) -> (Int, Int) {
      (worth.contrasts.count { $0.low != nil }, worth.contrasts.reduce(0) { $0 + $1.n })
    }
    guard let worth = input.attentionEffects.reversed().max(by: { weight($0) < weight($1) }) else {
      return "Nothing was trained."
    }
    let parts = worth.contrasts.compactMap { contrast -> String? in
      guard let estimate = contrast.estimate else { return nil }
      return "\(contrast.name) is \(NumberText.signed(estimate * 100, places: 1)) points"
        + (contrast.low.flatMap { low in
          contrast.high.map {
            " [\(NumberText.signed(low * 100, places: 1)), \(NumberText.signed($0 * 100, places: 1))]"
          }
        } ?? "")
    }
    return parts.isEmpty
      ? "No two arms can be compared yet."
      : "On \(worth.model), \(list(parts)); brackets are 95 % intervals over seeds."
  }

  private var decidedSentence: String {
    let decided = input.assessments.claims.filter(\.verdict.outcome.isDecisive)
    if decided.isEmpty {
      return "No claim of the paper is decided by these runs, at this scale, either way."
    }
    return "Decided at this scale: "
      + list(decided.map { "\($0.id) (\($0.verdict.outcome.rawValue))" })
      + "; all other claims are open or were not tested here."
  }

  private var claimRows: [ClaimRow] { input.assessments.claims.map(ClaimRow.init) }

  var claimsTable: Section {
    Section(
      title: "Claims and verdicts",
      parts: [
        "When each verdict is given is fixed beforehand in the claims file. The ceiling is the "
          + "strongest comparison that the deviations from the paper leave. To settle: how many "
          + "seeds more, of the cell that the verdict hangs on, would settle the claim with a chance "
          + "of four in five if the truth is where the points are.",
        MarkdownTable(
          header: ["id", "claim", "verdict", "why", "lean", "n", "ceiling", "to settle"],
          rows: claimRows.map {
            [
              $0.id, $0.claim, $0.verdict, $0.reason, $0.lean, $0.replicates, $0.ceiling,
              $0.settling,
            ]
          }
        ).text,
        input.marginNotes.joined(separator: " "),
      ] + (picture(.claims).map(show) ?? []))
  }

  var diff: Section {
    Section(
      title: "Ours against published",
      parts: [
        "Estimates are those of the cell that the verdict hangs on; differences of accuracy are in "
          + "points of the test set, times in per cent of the time that they are compared with. The "
          + "paper prints one number, the gate's cost; its figures' points could not be read.",
        MarkdownTable(
          header: ["id", "where", "published", "ours", "margin", "verdict"],
          rows: claimRows.map {
            [$0.id, $0.place, $0.published, $0.ours, $0.margin, $0.verdict]
          }
        ).text,
      ])
  }
}

extension ReportInput {
  /// The verdicts in a small table, for places beside the report.
  public var verdictsInMarkdown: String {
    MarkdownTable(
      header: ["id", "claim", "published", "ours", "verdict"],
      rows: assessments.claims.map(ClaimRow.init).map {
        [$0.id, $0.claim, $0.published, $0.ours, $0.verdict]
      }
    ).text
  }
}
