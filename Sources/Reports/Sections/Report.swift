import Claims
import Experiments
import Figures

/// The report: a pure function of what a store holds and of this code. No clock, host or path enters
/// it, so the same store gives the same bytes.
public struct Report: Sendable {
  /// A figure and the files that show it, as links from where the report lies.
  public struct Picture: Sendable {
    public let name: FigureName
    public let figure: Figure
    /// Such as "../../figures/quick/alpha", without the ending.
    public let link: String

    public init(name: FigureName, figure: Figure, link: String) {
      self.name = name
      self.figure = figure
      self.link = link
    }
  }

  let input: ReportInput
  let pictures: [Picture]
  /// The drawing libraries, on which the figures' bytes depend.
  let libraries: String

  public init(_ input: ReportInput, pictures: [Picture], libraries: String) {
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
    let sections = [
      answer, claimsTable, worth, figures, transfer, untrained, stepTimes, timing, diff, ledger,
      leftOut, openPoints, evidenceOfOthers, engine, errorRates, failures, strongestCase, cost,
      provenance, rerun,
    ]
    return ([head] + [dataLabel].compactMap(\.self) + sections.map(\.text))
      .joined(separator: "\n\n") + "\n"
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

  func picture(_ name: FigureName) -> Picture? { pictures.first { $0.name == name } }

  /// A figure with its finding, its caption, its numbers and the command that draws it again.
  func show(_ picture: Picture) -> [String] {
    let figure = picture.figure
    let alt = figure.altText.replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
    return [
      "**\(figure.finding)**",
      """
      <picture>
        <source media="(prefers-color-scheme: dark)" srcset="\(picture.link)-dark.png">
        <img src="\(picture.link).png" alt="\(alt)" width="720">
      </picture>
      """,
      "\(figure.caption) Files: [SVG](\(picture.link).svg), [numbers](\(picture.link).csv). "
        + "Drawn again by `rectify figure \(figure.name) --preset \(input.preset.name)`.",
    ]
  }
}
