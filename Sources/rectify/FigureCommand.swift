import ArgumentParser
import CairoRendering
import Claims
import Experiments
import Reports

struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Redraw figures from stored results; never trains.",
    discussion: """
      Writes figures/PRESET/NAME as PNG and SVG, light and dark, with the numbers as CSV. Names: \
      \(FigureName.allCases.map(\.rawValue).joined(separator: ", ")); \
      fig1 to fig4 are scaling, alpha, qknorm and gating.

      EXAMPLES:
        rectify figure alpha
        rectify figure alpha --out alpha.pdf
      """)

  @Argument(help: ArgumentHelp("What to draw (default: all).", valueName: "name"))
  var names: [String] = []

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var claimsOptions: ClaimsOptions

  @Option(
    help: ArgumentHelp(
      "Draw one figure to this file; its ending, .png, .svg or .pdf, says the format.",
      valueName: "path"))
  var out: String?

  func validate() throws {
    for name in names where FigureName(argument: name) == nil {
      throw ValidationError(
        "There is no figure '\(name)'; pass one of "
          + "\(FigureName.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    if out != nil && names.count != 1 {
      throw ValidationError(
        "--out takes one figure; name it, as in: rectify figure alpha --out a.pdf")
    }
  }

  func run() throws {
    let preset = try presetOptions.load()
    let input = ReportInput(
      preset: preset, store: storeOptions.runStore, claims: try claimsOptions.load())
    let wanted = names.isEmpty ? FigureName.allCases : names.compactMap(FigureName.init(argument:))
    let missing = CommandError.nothingStored(
      what: names.isEmpty ? "any figure" : "the figure \(names.joined(separator: ", "))",
      store: storeOptions.runStore.path, preset: presetOptions.preset)
    if let out {
      guard let figure = wanted[0].figure(input) else { throw missing }
      try FigureWriter.write(figure, to: out)
      print(out)
      return try input.damages.requireNone()
    }
    let pictures = try FigureFiles(preset: preset.name).write(wanted, of: input)
    if pictures.isEmpty || (!names.isEmpty && pictures.count < wanted.count) { throw missing }
    for picture in pictures {
      print("figures/\(preset.name)/\(picture.figure.name).png (.svg, -dark.png, -dark.svg, .csv)")
    }
    try input.damages.requireNone()
  }
}
