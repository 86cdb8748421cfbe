import Claims
import Experiments
import Figures

/// One family of comparisons: its figures, two sentences on what they show and what the claims come to,
/// and its numbers, folded.
struct FamilySection: Section {
  let title: String
  /// The main one first.
  let figures: [FigureName]
  let assessments: [Assessment]
  /// What is said where nothing was drawn.
  let nothing: String
  /// Beside each figure's own caption.
  let numbers: [Block]
  let pictures: [ReportPicture]
  let data: ResultData

  var body: [Block] {
    let shown = figures.filter { name in pictures.contains { $0.name == name } }
    let finding = shown.first.flatMap { name in pictures.first { $0.name == name } }
      .map { data.linked($0.figure.finding, $0.figure.findingSources) }
    let sentences = [finding ?? nothing, verdicts].compactMap(\.self)
    let folded = shown.map(Block.caption) + numbers
    return [.paragraph(sentences.joined(separator: " "))] + shown.map(Block.figure)
      + (folded.isEmpty ? [] : [.folded(summary: "Numbers and how they were made", folded)])
  }

  /// Such as "D1 is consistent at our scale, on 1 of 21 cells (S/32); A1 and A2 are inconclusive, with no
  /// cell that decides."; nil without a claim.
  private var verdicts: String? {
    let said = assessments.map { assessment -> (id: String, words: String) in
      let place =
        assessment.scope.map { scope in
          ", on \(scope.cells.count) of \(counted(scope.claimed, "cell")) "
            + "(\(list(distinct(scope.cells.map(\.model))))\(assessment.reason.earlierWords))"
        } ?? (assessment.verdict.outcome == .notTested ? "" : ", with no cell that decides")
      return (
        MarkdownText.escaped(assessment.id), "\(assessment.verdict.outcome.rawValue)\(place)"
      )
    }
    let parts = distinct(said.map(\.words)).map { words in
      let ids = said.filter { $0.words == words }.map(\.id)
      return "\(list(ids)) \(ids.count == 1 ? "is" : "are") \(words)"
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ") + "."
  }
}

extension FamilySection {
  /// In the order of the paper, then what it rests on.
  static func all(_ input: ReportInput, pictures: [ReportPicture], data: ResultData)
    -> [any Section]
  {
    func drawn(_ names: [FigureName]) -> [FigureName] {
      names.filter { name in pictures.contains { $0.name == name } }
    }
    func section(
      _ title: String, _ figures: [FigureName], claims: (Claim) -> Bool, nothing: String,
      numbers: [Block]
    ) -> FamilySection {
      FamilySection(
        title: title, figures: figures,
        assessments: input.assessments.claims.filter { claims($0.claim) }, nothing: nothing,
        numbers: numbers, pictures: pictures, data: data)
    }
    func shownBy(_ figures: [FigureName]) -> (Claim) -> Bool {
      { claim in figures.contains { $0.rawValue == claim.figure } }
    }
    // Over operations only where no core hours are known: else it is the same picture twice.
    let scaling = drawn([.scaling]).isEmpty ? [FigureName.scalingFLOPs] : [.scaling]
    let timing = TimingSection(input: input, data: data)
    return [
      section(
        "Accuracy against compute", scaling, claims: shownBy([.scaling]),
        nothing: "Fewer than two models of equal training were run with softmax or ReLU / L.",
        numbers: AttentionEffectSection(input: input, data: data).body
          + TransferSection(input: input, data: data).body
          + CoreHoursSection(input: input, data: data).body),
      section(
        "The exponent of the length factor", [.alpha], claims: shownBy([.alpha]),
        nothing: "No run of any function h is finished.", numbers: []),
      section(
        "Without qk-layernorm", [.qknorm], claims: shownBy([.qknorm]),
        nothing: "No run without qk-layernorm is finished.", numbers: []),
      section(
        "The gate", [.gating, .timing], claims: shownBy([.gating, .timing]),
        nothing: "No run with the gate is finished, and its cost was not timed.",
        numbers: timing.steps),
      section(
        "The attention operator alone", [.operator], claims: shownBy([.operator]),
        nothing: "The operator was not timed.", numbers: timing.operators),
      section(
        "Attention weights before training", [.initialisation],
        claims: { $0.quantity == .meanWeight },
        nothing: "They were not measured.",
        numbers: InitialisationSection(input: input, data: data).body),
      section(
        "Processes that share a sequence", [], claims: { $0.quantity == .collectives },
        nothing: timing.collectives ?? "Nothing was counted.", numbers: timing.parallel),
      section(
        "The length of training", drawn([.length]) + [.learning], claims: { _ in false },
        nothing: "No training curve is recorded.",
        numbers: TrainingLengthSection(input: input, data: data).body),
      section(
        FirstScreen.matrix, [.matrix], claims: { _ in false }, nothing: "Nothing was run.",
        numbers: [
          """
          A claim is made up of the cells that the rung declared before training. Those that were not \
          declared are not tested, whatever their points suggest, and leave a claim no more than its \
          sign; one that was declared and is not there leaves the claim inconclusive.
          """,
          .table(CellMatrix(input).table(data)),
        ]),
    ]
  }
}
