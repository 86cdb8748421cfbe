import Foundation
import Reports
import Testing

/// Every measured number of a report leads to the row of the results that holds it.
@Suite struct LinkedNumbersTests {
  /// Each a number outside of a link, and why it may stand there.
  private static var justified: [(words: Regex<Substring>, reason: String)] {
    [
      (#/(?:80|90|95|96|97\.5|98|99) %/#, "a level, or the power that is planned for"),
      (#/at most 5 %|5 % of comparisons|1 - 0\.05 \//#, "the error of all looks together"),
      (#/the paper [\d.]+ % for [A-Z]\/\d+/#, "published"),
      (#/by about [\d.]+ %/#, "published: the claim itself"),
      (#/[\d.]+ % \(roughly [\d.]+ % for [A-Z]\/\d+ with ReLU\)/#, "published"),
      (#/within [\d.]+ to [\d.]+, the one|of [\d.]+ to [\d.]+ %/#, "a margin"),
      (#/was asked \([^)]*\)|[\d.]+ % either way was asked/#, "the half-width that was asked for"),
      (#/count of multiplications says [\d.]+ %/#, "arithmetic, from shapes"),
      (#/at most [\d.]+ points/#, "arithmetic: the largest binomial error of as many images"),
      (#/widest interval is [\d.]+ points either way/#, "arithmetic, from the ends in the table"),
      (#/[\d.]+ % each/#, "a level"),
      (#/which sends [\d.]+ % more bytes/#, "arithmetic, from the bytes of the table below it"),
      (
        #/to [-+][\d.]+ points\./#,
        "arithmetic: the mean without one seed, whose seeds are in the row"
      ),
      (#/[\d.]+ of [\d,.]+ TFLOP|[\d,.]+ TFLOP/#, "arithmetic: the price of what is planned"),
      (#/\balpha (?:is )?[\d.]+(?:, [\d.]+)*(?: and [\d.]+)?/#, "a setting"),
      (#/normalised error of [\d.e-]+|to [\d.]+ in the loss/#, "a tolerance of the test suite"),
      (#/(?:PyTorch|Swift|Python|cairo|libpng) [\d.]+/#, "a version"),
      (#/arXiv:[\d.]+|doi [\d.]+/#, "a name"),
      (#/[\d.]+ GB/#, "a setting: the machine's memory"),
    ]
  }

  /// Sections that hold no number of ours, and columns that do not.
  private static let others = [
    "## Deviations from the paper", "## What the paper leaves open", "## What others found",
  ]
  private static let columns: Set = ["published", "margin", "claim", "at most", "TFLOP"]

  private static var number: Regex<Substring> {
    #/[-+\u{2212}]?\d[\d,]*(?:\.\d+(?:e-?\d+)?(?:[ \u{A0}]%)?|[ \u{A0}]%)/#
  }

  /// The measured numbers of a text that stand outside of a link.
  private static func unlinked(_ markdown: String) -> [String] {
    let plain = markdown.replacing(#/(?s)```.*?```/#, with: "")
      .replacing(#/(?s)<picture>.*?</picture>/#, with: "")
    var found: [String] = []
    var section = ""
    var header: [String]?
    for line in plain.components(separatedBy: "\n") {
      if line.hasPrefix("## ") { section = line }
      if others.contains(where: section.hasPrefix) { continue }
      let text = outsideOfLinks(line)
      guard text.hasPrefix("| ") else {
        header = nil
        found += numbers(text)
        continue
      }
      let cells = text.dropFirst(2).dropLast(2).components(separatedBy: " | ")
      guard let titles = header else {
        header = cells
        continue
      }
      for (title, cell) in zip(titles, cells) where !columns.contains(title) {
        found += numbers(cell).map { "\(title): \($0)" }
      }
    }
    return found
  }

  private static func outsideOfLinks(_ line: String) -> String {
    line.replacing(#/\[(?:[^\[\]]|\\\[|\\\]|\[[^\[\]]*\])*\]\([^)]*\)/#, with: "@")
      .replacing(#/`[^`]*`/#, with: "")
  }

  private static func numbers(_ text: String) -> [String] {
    var rest = text
    for kind in justified { rest = rest.replacing(kind.words, with: "") }
    return rest.matches(of: number).map { "\($0.output) in “\(rest.prefix(160))”" }
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../reports/standard")

  private static func committed(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  @Test func everyMeasuredNumberOfTheCommittedReportIsLinked() throws {
    for name in ["report.md", "appendix.md"] {
      let unlinked = Self.unlinked(try Self.committed(name))
      #expect(unlinked.isEmpty, "\(name): \(unlinked.prefix(8))")
    }
  }

  /// Also where not all was run.
  @Test(arguments: [0, 1, 2])
  func everyMeasuredNumberIsLinked(_ store: Int) throws {
    let input =
      switch store {
      case 0: try FamiliesInput(size: .full).input()
      case 1: try FamiliesInput(size: .thin).input()
      default: try HandMadeInput.input(lacks: { $0.specification.seed == 2 })
      }
    let report = HandMadeInput.report(input)
    let unlinked = Self.unlinked(report.markdown) + Self.unlinked(report.appendix)
    #expect(unlinked.isEmpty, "\(unlinked.prefix(8))")
  }

  /// It would be seen.
  @Test func aNumberOutsideOfALinkIsFound() {
    #expect(Self.unlinked("ReLU scored 81.6 % here.").count == 1)
    #expect(Self.unlinked("By [81.6 %](results/arms.csv#L2) and 2.9 points.").count == 1)
    #expect(Self.unlinked("By [+2.9 [+1.5, +4.3]](results/arms.csv#L2) (98 %).").isEmpty)
  }

  /// The row that a number leads to holds it, as far as it is shown.
  @Test func aLinkedNumberStandsInItsRow() throws {
    var rows: [String: [String]] = [:]
    func row(_ file: String, _ line: Int) throws -> String {
      if rows[file] == nil {
        rows[file] = try Self.committed(file).components(separatedBy: "\r\n")
      }
      return rows[file]![line - 1]
    }
    var count = 0
    for name in ["report.md", "appendix.md"] {
      // Sums and differences of a row's own columns are no column of theirs.
      let text = try Self.committed(name).replacing(
        #/\| model \| (?:multiplications|softmax minus ReLU)[\s\S]*?\n\n/#, with: "")
      // Words that begin with a number; a reason may quote numbers of other rows.
      let links = text.matches(
        of:
          #/[^\\]\[(\\?\[?[-+\u{2212}]?\d(?:[^\[\]]|\\\[|\\\]|\[[^\[\]]*\])*)\]\((results\/\w+\.csv)#L(\d+)\)/#
      )
      for link in links {
        let own = try row(String(link.output.2), Int(link.output.3) ?? 0)
        let values = own.split { !($0.isNumber || ".-e".contains($0)) }.compactMap { Double($0) }
        let shown = String(link.output.1).replacing("\u{2212}", with: "-")
        let words = shown.replacing(#/\([^)]*\)/#, with: "")
        for match in words.matches(of: #/[-+]?\d[\d,]*\.\d+(?:e-?\d+)?/#) {
          count += 1
          let digits = String(match.output).replacing(",", with: "")
          let value = try #require(Double(digits))
          let places = digits.split(separator: ".")[1].prefix { $0.isNumber }.count
          let half = 0.5 * pow(10, -Double(places)) * 1.001
          // In the row's unit, or shares as per cent, seconds as milliseconds, joules and bytes as they are.
          let holds = values.contains { exact in
            digits.contains("e")
              ? abs(value - exact) <= abs(value) * 0.06
              : [1, 100, 1000, 1e-9, 1.0 / 3600].contains { abs(exact * $0 - value) <= half }
          }
          #expect(holds, "\(name): \(link.output.1) in \(link.output.2) line \(link.output.3)")
        }
      }
    }
    #expect(count > 300, "\(count)")
  }
}
