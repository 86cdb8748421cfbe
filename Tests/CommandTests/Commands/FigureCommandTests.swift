import Foundation
import Testing

/// The verb figure as a user runs it, on a store of tiny runs on synthetic data.
@Suite(.serialized, .startsPrograms) struct FigureCommandTests {
  let place: Workplace

  init() throws { place = try Workplace() }

  private func rows(_ file: String, of series: String) throws -> [Substring] {
    try place.text(file).split(separator: "\r\n").filter { $0.contains(",\(series),") }
  }

  @Test func choiceWidthThemeAndFormatMakeFilesThatSaySo() throws {
    try place.makeFigureStore()
    let whole = try place.run("figure", "alpha", "--only", "S/32")
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(whole.output.contains("figures/mine/alpha-S-32.png (.svg, -dark.png, .csv)"))
    let run = try place.run(
      "figure", "fig2", "--format", "svg,png", "--theme", "dark", "--width", "180mm", "--only",
      "S/32", "--h", "relu", "--out", "talk")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "talk.png\ntalk.svg\ntalk.csv\n")
    let svg = try place.text("talk.svg")
    #expect(svg.contains("width=\"510.236"))
    #expect(svg.contains(/id="alpha-S-32-relu-180mm-dark-[0-9a-f]{8}-title"/))
    #expect(svg.contains("<entry key=\"h\">relu</entry>"))
    #expect(svg.contains("<entry key=\"only\">S/32</entry>"))
    // What is drawn is chosen; what was computed is as in the whole figure.
    let all = "figures/mine/alpha-S-32.csv"
    for series in ["relu", "softmax", "uniform"] {
      #expect(try rows("talk.csv", of: series) == rows(all, of: series), "\(series)")
    }
    #expect(try rows("talk.csv", of: "relu").count == 8 && rows("talk.csv", of: "gelu").isEmpty)
    #expect(try rows(all, of: "gelu").count == 8)
    #expect(!place.exists("talk.pdf") && !place.exists("figures/mine/alpha.png"))
  }

  @Test func aFileAloneIsTheReportsToTheByteAndNoIDOccursTwice() throws {
    try place.makeFigureStore()
    let report = try place.run("report", "--threads", "2")
    #expect(report.status == 0, "\(report.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: place.path + "/figures/mine")
      .filter { $0.hasSuffix(".svg") }
    // The report links no dark SVG; ids must differ from those of one that is asked for.
    #expect(files.contains("alpha.svg") && !files.contains("alpha-dark.svg"))
    let dark = try place.run("figure", "alpha", "--theme", "dark", "--format", "svg")
    #expect(dark.status == 0 && dark.output.contains("alpha-dark.svg (.csv)"), "\(dark.output)")
    var ids: [Substring] = []
    for file in files + ["alpha-dark.svg"] {
      ids += try place.text("figures/mine/\(file)").matches(of: /[ ]id="([^"]+)"/).map(\.1)
    }
    #expect(!ids.isEmpty && Set(ids).count == ids.count)
    let alone = try place.run("figure", "alpha", "--theme", "dark", "--out", "alone.svg")
    #expect(alone.status == 0, "\(alone.errors)")
    #expect(try place.bytes("alone.svg") == place.bytes("figures/mine/alpha-dark.svg"))
    #expect(try place.bytes("alone.csv") == place.bytes("figures/mine/alpha.csv"))
  }

  struct Mistake: Sendable {
    var arguments: [String]
    var words: String
  }

  @Test(arguments: [
    Mistake(arguments: ["alpha", "--format", "png,jpg"], words: "'jpg'; pass one or more of png"),
    Mistake(arguments: ["alpha", "--theme", "blue"], words: "light, dark"),
    Mistake(arguments: ["alpha", "--width", "wide"], words: "such as 180mm"),
    Mistake(arguments: ["alpha", "--width", "180"], words: "mm, cm, in, px or pt"),
    Mistake(arguments: ["alpha", "--width", "3mm"], words: "from 71mm"),
    Mistake(arguments: ["alpha", "--width", "nanmm"], words: "--width nanmm is not possible"),
    Mistake(arguments: ["alpha", "--only", "S/15"], words: "S/32, S/16, S/8"),
    Mistake(arguments: ["alpha", "--h", "swish"], words: "relu, squaredReLU, gelu"),
    Mistake(arguments: ["timing", "--h", "relu"], words: "no functions to choose from"),
    Mistake(arguments: ["initialisation", "--only", "S/8"], words: "no models to choose from"),
    Mistake(arguments: ["alpha", "--out", "a.svg", "--format", "png"], words: "a.svg is one file"),
    Mistake(arguments: ["alpha", "--out", "a.jpg"], words: "end its name in .png, .svg or .pdf"),
    Mistake(arguments: ["--out", "a.svg"], words: "--out takes one figure"),
  ])
  func mistakesAreNamedWithWhatIsKnown(_ mistake: Mistake) throws {
    if mistake.arguments.contains("a.jpg") { try place.makeFigureStore() }
    let run = try CommandRun(
      ["figure"] + mistake.arguments
        + (mistake.arguments.contains("a.jpg") ? Workplace.options + ["--store", "store"] : []),
      in: place.path)
    #expect(run.status == 2 && run.errors.contains(mistake.words), "\(run.errors)")
  }

  @Test func aChoiceThatLeavesNothingIsNamed() throws {
    try place.makeFigureStore()
    let run = try place.run("figure", "alpha", "--only", "S/8")
    #expect(run.status == 2)
    #expect(run.errors.contains("The figure alpha has results, but none of S/8"), "\(run.errors)")
  }

  /// A fontconfig that knows no font at all: nothing is drawn, and a report trains nothing first.
  @Test func withoutAFontASentenceNamesThePackage() throws {
    try place.makeFigureStore()
    try place.write("no-fonts.conf", "<?xml version=\"1.0\"?><fontconfig></fontconfig>")
    let environment = ["FONTCONFIG_FILE": place.path + "/no-fonts.conf"]
    let sentence = "The font DejaVu Sans is not installed: install the package fonts-dejavu-core."
    let figure = try place.run("figure", "alpha", "--out", "a.svg", environment: environment)
    #expect(figure.status == 2 && figure.errors.contains(sentence), "\(figure.errors)")
    #expect(!place.exists("a.svg") && !place.exists("a.csv"))
    let report = try CommandRun(
      ["report"] + Workplace.options + ["--store", "new"], in: place.path,
      environment: environment)
    #expect(report.status == 2 && report.errors.contains(sentence), "\(report.errors)")
    #expect(!place.exists("new"))
  }

  /// A disk that takes a few kilobytes and no more.
  @Test func aFigureThatCannotBeWrittenLeavesTheOldOne() throws {
    try place.makeFigureStore()
    for file in ["a.png", "a.csv"] { try place.write(file, "old") }
    let arguments =
      [CommandRun.binary, "figure", "alpha"] + Workplace.options
      + ["--store", "store", "--out", "a.png"]
    let run = try CommandRun.start(
      // The signal would end the program; ignored, the write fails as on a full disk.
      ["-c", "trap '' XFSZ; ulimit -f 4; exec \"$@\"", "sh"] + arguments, in: place.path,
      program: "/bin/sh"
    ).finish()
    #expect(run.status == 2 && run.errors.contains("Cannot write 'a.png'"), "\(run.errors)")
    #expect(run.errors.contains("the old file was kept"), "\(run.errors)")
    #expect(try place.text("a.png") == "old" && place.text("a.csv") == "old")
    let left = try FileManager.default.contentsOfDirectory(atPath: place.path)
    #expect(!left.contains { $0.hasSuffix(".part") })
  }
}
