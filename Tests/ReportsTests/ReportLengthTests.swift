import Foundation
import Reports
import Testing

/// A report is read where it is short: words and alt texts are counted on a store that holds everything.
@Suite struct ReportLengthTests {
  private static func report() throws -> Report {
    HandMadeInput.report(try FamiliesInput(size: .full).input())
  }

  /// Words as a reader meets them: outside of folds, without the tags of pictures and the targets of
  /// links.
  private static func words(_ markdown: String) -> Int {
    var rest = markdown[...]
    var open = ""
    while let start = rest.firstRange(of: "<details>"),
      let end = rest[start.upperBound...].firstRange(of: "</details>")
    {
      open += rest[..<start.lowerBound]
      rest = rest[end.upperBound...]
    }
    open += rest
    return open.replacing(#/(?s)<picture>.*?</picture>/#, with: "")
      .replacing(#/\]\([^)\s]*\)/#, with: "]")
      .split { $0.isWhitespace || $0 == "|" }
      .count { $0.contains { $0.isLetter || $0.isNumber } }
  }

  @Test func theReportHasAtMost2500WordsOutsideOfFolds() throws {
    let report = try Self.report()
    let count = Self.words(report.markdown)
    #expect(count <= 2_500, "\(count) words")
    #expect(count > 500, "\(count) words")
  }

  /// No fold within a fold, which few readers would find.
  @Test func foldsAreNotNested() throws {
    for part in try Self.report().markdown.components(separatedBy: "<details>").dropFirst() {
      #expect(part.contains("</details>"))
    }
  }

  @Test func altTextsAreTwoSentences() throws {
    let report = try Self.report()
    let texts = report.markdown.matches(of: #/alt="([^"]*)"/#).map(\.output.1)
    #expect(texts.count >= 8)
    for text in texts {
      #expect(text.split { $0.isWhitespace }.count <= 60, "\(text)")
      // A full stop with a space behind it: between the two sentences, and nowhere else.
      #expect(text.ranges(of: ". ").count == 1, "\(text)")
    }
  }

  /// The contents lead to every section, and every section is there.
  @Test func everyLinkWithinTheReportLeadsToAHeading() throws {
    let report = try Self.report()
    for text in [report.markdown, report.appendix] {
      let anchors = Set(
        text.split(separator: "\n").filter { $0.hasPrefix("#") }
          .map { HeadingAnchor.of(String($0.drop { $0 == "#" }.dropFirst())) })
      let targets = text.matches(of: #/\]\(#([^)]*)\)/#).map { String($0.output.1) }
      #expect(targets.count >= 8)
      for target in targets { #expect(anchors.contains(target), "\(target)") }
    }
  }

  /// What one consequence follows from stands under it once.
  @Test func theLedgerSaysAConsequenceOnce() throws {
    let appendix = try Self.report().appendix
    #expect(appendix.ranges(of: "accuracy: order and shape; transfer: order and shape").count == 1)
  }
}
