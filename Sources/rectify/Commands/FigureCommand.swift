import ArgumentParser
import CairoRendering
import Claims
import Experiments
import Figures
import Networks
import Paper
import Reports

struct FigureCommand: ParsableCommand, DamageRemedy {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Redraw figures from stored results; never trains.",
    discussion: """
      Writes figures/PRESET/NAME as PNG, light and dark, and as SVG, with the numbers as CSV. Names: \
      \(FigureName.allCases.map(\.rawValue).joined(separator: ", ")); \
      fig1 to fig4 are scaling, alpha, qknorm and gating. --only and --h choose what is drawn; \
      means, intervals and margins stay those of the whole figure. Where no result is stored yet, \
      the committed records are drawn, as the preset \(CommittedRecords.preset) where none is named, and a \
      line says so.

      EXAMPLES:
        rectify figure alpha                            as the report has it
        rectify figure alpha --out talk.pdf             and its numbers, talk.csv
        rectify figure fig2 --only S/16 --h relu,gelu   one panel, two functions
        rectify figure alpha --width 85mm --format pdf  one column of a paper
        rectify figure sweep --x learningRate           what a preset of one's own varies
        rectify figure gating --theme dark --format svg,png --width 960px --out gate
      """)

  @Argument(help: ArgumentHelp("What to draw (default: all).", valueName: "name"))
  var names: [String] = []

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var claimsOptions: ClaimsOptions

  @Option(
    help: ArgumentHelp(
      "png, svg or pdf, or several with commas (default: png,svg in light; png in dark).",
      valueName: "formats"),
    transform: Self.formats)
  var format: [[FigureFormat]] = []
  @Option(
    help: ArgumentHelp(
      "light, dark, or both with a comma (default: light,dark; light with --out).",
      valueName: "themes"),
    transform: Self.themes)
  var theme: [[FigureTheme]] = []
  @Option(
    help: ArgumentHelp(
      "The page's width, such as 180mm, 18cm, 7in, 680px or 510pt (default: 7.2in).",
      discussion: """
        Text keeps its size, and what is drawn is laid out anew. A px is 1/96 inch, as in web \
        pages; PNG files have two pixels for each.
        """,
      valueName: "length"),
    transform: FigureWidth.argument)
  var width: FigureWidth?
  @Option(
    help: ArgumentHelp(
      "Draw these models alone, such as S/16 or S/32,S/16.", valueName: "models"),
    transform: Self.models)
  var only: [[PaperModel]] = []
  @Option(
    help: ArgumentHelp(
      """
      Draw these functions alone, such as relu,gelu; softmax and the controls stay.
      """, valueName: "functions"),
    transform: Self.functions)
  var h: [[Pointwise]] = []
  @Option(
    help: ArgumentHelp(
      """
      Draw the figure sweep over this number (default: the first that the preset varies).
      """, valueName: "field"))
  var x: String?
  @Option(
    help: ArgumentHelp(
      """
      Draw one figure to this file, whose ending says the format; with --format, a name without one.
      """, valueName: "path"), transform: PathArgument.path)
  var out: String?

  private static func formats(_ text: String) throws -> [FigureFormat] {
    try NameList.parse(
      text, option: "--format", known: FigureFormat.allCases.map { ($0.rawValue, $0) })
  }

  private static func themes(_ text: String) throws -> [FigureTheme] {
    try NameList.parse(
      text, option: "--theme", known: [FigureTheme.light, .dark].map { ($0.name, $0) })
  }

  private static func models(_ text: String) throws -> [PaperModel] {
    try NameList.parse(
      text, option: "--only", known: FigureSelection.knownModels.map { ($0.description, $0) })
  }

  private static func functions(_ text: String) throws -> [Pointwise] {
    try NameList.parse(text, option: "--h", known: Pointwise.allCases.map { ($0.rawValue, $0) })
  }

  // What was asked for, each once and in one order.
  private var formats: [FigureFormat] { FigureFormat.allCases.filter(format.joined().contains) }
  private var themes: [FigureTheme] { FigureFiles.usualThemes.filter(theme.joined().contains) }
  private var selection: FigureSelection {
    FigureSelection(
      models: FigureSelection.knownModels.filter(only.joined().contains),
      functions: Pointwise.allCases.filter(h.joined().contains),
      x: x.flatMap(SweepAxis.init(rawValue:)))
  }

  func validate() throws {
    for name in names {
      guard let figure = FigureName(argument: name) else {
        throw ValidationError(
          "There is no figure '\(name)'; pass one of "
            + "\(FigureName.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      if !only.isEmpty && !figure.hasModels {
        throw ValidationError("The figure \(name) has no models to choose from; leave --only out.")
      }
      if !h.isEmpty && !figure.hasFunctions {
        throw ValidationError("The figure \(name) has no functions to choose from; leave --h out.")
      }
    }
    if let x {
      guard names == [FigureName.sweep.rawValue] else {
        throw ValidationError(
          "--x is for the figure sweep alone; pass `\(optionsInForce.command(.figure, ["sweep", "--x", x]))`."
        )
      }
      guard SweepAxis(rawValue: x) != nil else {
        throw ValidationError(
          "--x \(x) is no number that a preset varies; pass one of "
            + "\(SweepAxis.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
    }
    if out != nil && names.count != 1 {
      throw ValidationError(
        "--out takes one figure; name it, as in: "
          + "\(optionsInForce.command(.figure, ["alpha", "--out", out ?? "a.pdf"]))")
    }
    if let out, let named = FigureFormat(path: out), !formats.isEmpty, formats != [named] {
      throw ValidationError(
        "--out \(out) is one file of one format; leave --format or the name's ending out.")
    }
  }

  var optionsInForce: OptionsInForce {
    OptionsInForce(presetOptions, storeOptions, claims: claimsOptions)
  }

  func run() throws {
    let claims = try claimsOptions.load()
    let input = try storeOptions.input(presetOptions, claims: claims)
    let variant = FigureVariant(
      selection: selection, width: width, claims: claimsOptions.digest(of: claims))
    let figures = try drawn(variant, input)
    if let line = try Boxes.line(for: figures) { ProgressPrinter().line(line) }
    // A figure's files are all written or none.
    Interruption.watch()
    for figure in figures {
      try Interruption.check()
      if let out {
        for path in try files(out).write(figure) { try StandardOutput.print(path) }
        continue
      }
      let stem = "\(FigureFiles.folder(input.preset.name))/\(figure.name)"
      try OutputFile.createFolder(of: stem)
      let written = try FigureFiles(
        stem: stem, formats: formats.isEmpty ? nil : formats,
        themes: themes.isEmpty ? FigureFiles.usualThemes : themes
      ).write(figure)
      // One line a figure: the first file, and how the others' names differ from it.
      let others = written.dropFirst().map { String($0.dropFirst(stem.count)) }
      try StandardOutput.print("\(written[0]) (\(others.joined(separator: ", ")))")
    }
    try input.damages.requireNone()
  }

  /// The figures; those that nobody named are left out where there is nothing to draw them from.
  private func drawn(_ variant: FigureVariant, _ input: ReportInput) throws -> [Figure] {
    let wanted =
      names.isEmpty
      ? FigureName.allCases.filter {
        (only.isEmpty || $0.hasModels) && (h.isEmpty || $0.hasFunctions)
      } : names.compactMap(FigureName.init(argument:))
    var figures: [Figure] = []
    for name in wanted {
      if let figure = variant.figure(name, of: input) {
        figures.append(figure)
      } else if !names.isEmpty {
        if name == .sweep {
          throw missing(Self.sweepWords(x), of: name, input)
        }
        guard name.figure(input) == nil else {
          throw CommandError.nothingChosen(figure: name.rawValue, selection)
        }
        throw missing("the figure \(name.rawValue)", of: name, input)
      }
    }
    if figures.isEmpty { throw missing("any figure", of: nil, input) }
    return figures
  }

  /// The figure sweep, as an error names it.
  private static func sweepWords(_ x: String?) -> String {
    "the figure sweep, for which two finished runs must differ "
      + (x.map { "in \($0) and the rest be alike" } ?? "in what a sweep varies")
  }

  private func missing(
    _ what: String, of name: FigureName?, _ input: ReportInput
  ) -> CommandError {
    NothingStored.error(
      what, figure: name, input: input, stores: storeOptions.stores, options: optionsInForce)
  }

  private func files(_ out: String) throws -> FigureFiles {
    let named = FigureFormat(path: out)
    guard named != nil || !formats.isEmpty else { throw RenderingError.unknownFormat(path: out) }
    return FigureFiles(
      stem: named.map { String(out.dropLast($0.rawValue.count + 1)) } ?? out,
      ending: named.map { String(out.suffix($0.rawValue.count)) },
      formats: named.map { [$0] } ?? formats, themes: themes.isEmpty ? [.light] : themes,
      darkSuffix: themes.count > 1 ? "-dark" : "")
  }
}
