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

  public init(_ input: ReportInput, pictures: [ReportPicture], libraries: String) {
    self.input = input
    self.pictures = pictures
    self.libraries = libraries
  }

  /// The whole report.
  public var markdown: String {
    let head = """
      # "Replacing softmax with ReLU in Vision Transformers", re-tested

      A replication, at a small scale and with our own artefacts, of arXiv:2309.08586v2 (Wortsman, \
      Lee, Gilmer and Kornblith, 2023). Preset `\(input.preset.name)`. Every number below comes from \
      the run store; every interval says its kind, level, n and unit.
      """
    let printer = SectionPrinter(pictures: pictures, commands: commands)
    return ([head] + [dataLabel].compactMap(\.self) + sections.map(printer.text))
      .joined(separator: "\n\n") + "\n"
  }

  private var commands: ReportCommands { ReportCommands(input) }

  /// In their order: what was found, then why to believe it or not.
  private var sections: [any Section] {
    [
      AnswerSection(input: input),
      ClaimsSection(input: input),
      CellMatrixSection(input: input),
      AttentionEffectSection(input: input),
      FiguresSection(pictures: pictures),
      TrainingLengthSection(input: input),
      TransferSection(input: input),
      InitialisationSection(input: input),
      CoreHoursSection(input: input),
      TimingSection(input: input),
      PublishedSection(input: input),
      DeviationsSection(ledger: input.ledger),
      CoverageSection(preset: input.preset),
      OpenPointsSection(),
      FindingsOfOthersSection(assessments: input.assessments),
      EngineSection(input: input),
      ErrorRatesSection(errorRates: input.errorRates),
      FailuresSection(input: input),
      StrongestCaseSection(input: input),
      CostSection(finished: input.finished),
      ProvenanceSection(input: input, libraries: libraries),
      RerunSection(
        preset: input.preset, commands: commands, figure: pictures.first?.name ?? .alpha),
    ]
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
