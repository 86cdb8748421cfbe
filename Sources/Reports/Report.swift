import Claims
import Experiments
import Figures

/// The report: a pure function of what a store holds and of this code. No clock, host or path enters
/// it, so the same store gives the same bytes.
public struct Report: Sendable {
  let input: ReportInput
  let pictures: [ReportPicture]
  /// The drawing libraries, on which the figures' bytes depend.
  let libraries: String
  /// The folder of the records beside the report; nil where they lie elsewhere.
  let records: String?
  /// The results as files beside it.
  public let data: ResultData

  public init(
    _ input: ReportInput, pictures: [ReportPicture], libraries: String, records: String? = nil
  ) {
    self.input = input
    self.pictures = pictures
    self.libraries = libraries
    self.records = records
    data = ResultData(input)
  }

  /// The name of the appendix beside the report.
  public static let appendixFile = "appendix.md"

  public static let title = "\"Replacing softmax with ReLU in Vision Transformers\", re-tested"

  /// What everybody reads: the answer, every claim, a section a family.
  public var markdown: String {
    let sections = sections
    let contents = Contents(
      titles: sections.map(\.title),
      elsewhere: [("Appendix: methods, deviations, provenance", Self.appendixFile)])
    let printer = printer(titles: sections.map(\.title))
    let first = FirstScreen(input: input, data: data).body + [contents.block]
    return
      (["# \(Self.title)"] + [question, dataLabel].compactMap(\.self)
      + first.flatMap(printer.paragraphs)
      + [origin] + sections.map(printer.text))
      .joined(separator: "\n\n") + "\n"
  }

  /// What a sceptical reader turns to: how, how far from the paper, and what stands behind it.
  public var appendix: String {
    let sections = appendixSections
    let contents = Contents(
      titles: sections.map(\.title), elsewhere: [("The report", "report.md")])
    let printer = printer(titles: sections.map(\.title))
    return
      (["# Appendix"] + printer.paragraphs(contents.block) + sections.map(printer.text))
      .joined(separator: "\n\n") + "\n"
  }

  private func printer(titles: [String]) -> SectionPrinter {
    SectionPrinter(
      pictures: pictures, data: data, commands: commands,
      rerun: titles.contains(RerunSection.heading)
        ? "" : "report.md")
  }

  private var commands: ReportCommands { ReportCommands(input) }

  private var origin: String {
    "A replication, at a small scale and with our own artefacts, of "
      + "[arXiv:2309.08586v2](https://arxiv.org/abs/2309.08586v2) (Wortsman, Lee, Gilmer and Kornblith, "
      + "2023), preset `\(input.preset.name)`: \(finished). Our numbers come from the run store and link to their "
      + "rows; the paper's and others' are named as such. An interval's level stands beside it, its kind, n and unit with the "
      + "figure's numbers."
  }

  private var finished: String {
    let planned = input.preset.runs.count
    let missing = input.missing.count
    return missing == 0
      ? "all \(counted(planned, "planned run")) are finished"
      : "\(NumberText.grouped(planned - missing)) of \(counted(planned, "planned run")) are finished"
  }

  private var sections: [any Section] {
    let families = FamilySection.all(input, pictures: pictures, data: data)
    let missing: [any Section] = [MissingSection(input)].compactMap(\.self)
    let conclusions: [any Section] = [ConclusionsSection(input, data: data)].compactMap(\.self)
    let sweeps: [any Section] = [
      SweepSection(input: input, data: data, pictures: pictures)
    ].compactMap(\.self)
    return conclusions + families + sweeps + [StrongestCaseSection(input: input, data: data)]
      + missing + [
        FailuresSection(input: input, data: data),
        CoverageSection(preset: input.preset),
        SourcesSection(input: input),
        RerunSection(
          preset: input.preset, commands: commands, figure: pictures.first?.name ?? .alpha),
      ]
  }

  /// In their order: how verdicts are made, then why to believe them or not.
  private var appendixSections: [any Section] {
    [
      VerdictsSection(input: input, data: data),
      PublishedSection(input: input, data: data),
      DeviationsSection(ledger: input.ledger),
      OpenPointsSection(),
      FindingsOfOthersSection(assessments: input.assessments),
      EngineSection(input: input, data: data),
      ErrorRatesSection(errorRates: input.errorRates, data: data),
      CostSection(finished: input.finished),
      ProvenanceSection(input: input, libraries: libraries, data: data, records: records),
    ]
  }

  /// What somebody's own preset asks; nil where it says nothing.
  private var question: String? {
    input.preset.title.map { "**Question of the preset: \(MarkdownText.escaped($0))**" }
  }

  /// What data other than the shipped presets' are; nil for those.
  private var dataLabel: String? {
    let data = input.preset.data
    if data.isFashionMNIST { return nil }
    let lengths = ScaledModel.all.map(\.ours.patch).filter {
      data.height % $0 == 0 && data.width % $0 == 0
    }
    let tokens = Set(lengths).sorted(by: >).map {
      "\(NumberText.grouped(data.height / $0 * (data.width / $0))) for /\(8 * $0)"
    }
    let shape = "\(data.height) x \(data.width) x \(data.channels) pixels, L = \(list(tokens))"
    if data.origin == .program {
      return
        "**Synthetic data: `\(data.label)` (\(shape)) was made by a program, for tests. Nothing "
        + "below says anything about the paper.**"
    }
    return "**Data: `\(data.label)`, not the Fashion-MNIST of the shipped presets: "
      + "\(NumberText.grouped(data.trainingImages)) training and \(NumberText.grouped(data.testImages)) test images in "
      + "\(data.classes) classes, \(shape).**"
  }
}
