import Claims
import Experiments
import Networks
import Reports
import Testing

@Suite struct ReportTests {
  @Test func theSameRecordsGiveTheSameText() throws {
    let first = HandMadeInput.report(try HandMadeInput.input()).text
    let second = HandMadeInput.report(try HandMadeInput.input()).text
    #expect(first == second)
  }

  @Test func everySectionIsThereInItsOrder() throws {
    let report = HandMadeInput.report(try HandMadeInput.input())
    #expect(
      Self.titles(report.markdown) == [
        "What this says about the paper", "Accuracy against compute",
        "The exponent of the length factor", "Without qk-layernorm",
        "The gate", "The attention operator alone", "Attention weights before training",
        "Processes that share a sequence", "The length of training", "Which cells decide",
        "The strongest case against this report", "What is missing", "What failed",
        "What the preset `quick` leaves out", "Data, sources and citation", "How to run it again",
      ])
    #expect(
      Self.titles(report.appendix) == [
        "How verdicts are made", "Ours against published", "Deviations from the paper",
        "What the paper leaves open or contradicts", "What others found", "Is the engine right?",
        "How often would a verdict be wrong?", "Cost", "Provenance",
      ])
  }

  private static func titles(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3) }
  }

  @Test func everyClaimHasARowInEachTable() throws {
    let input = try HandMadeInput.input()
    let report = HandMadeInput.report(input)
    #expect(input.claims.claims.count == 14)
    for assessment in input.assessments.claims {
      let row = ClaimRow(assessment)
      #expect(report.markdown.contains("| \(row.id) | \(row.claim) | "), "\(row.id)")
      #expect(
        report.appendix.contains("| \(row.id) | \(row.claim) | \(row.verdict) |"), "\(row.id)")
      #expect(
        report.appendix.contains("| \(row.id) | \(row.place) | \(row.published) |"), "\(row.id)")
    }
  }

  /// Softmax 80.5, uniform 70.5, none 72.5, relu at alpha 1 77.5 and at 0 75.5 by construction, and
  /// every paired difference the same for each seed.
  @Test(arguments: [
    "| softmax minus uniform | +10.0 | [+10.0, +10.0] | +10.0, +10.0, +10.0 | 3 | 6 arms, df 10 |",
    "| softmax minus none | +8.0 | [+8.0, +8.0] |",
    "| relu at alpha 1 minus relu at alpha 0 | +2.0 | [+2.0, +2.0] |",
    "reaches 81.0 % of 5,000 test images (binomial standard error 0.55 points)",
    "5,000 of 10,000 test images (binomial standard error of one accuracy at most 0.71 points)",
  ])
  func theAttentionEffectIsShownWithIntervals(_ row: String) throws {
    #expect(HandMadeInput.report(try HandMadeInput.input()).text.contains(row))
  }

  /// The linear classifier depends on the data alone, however many models there are.
  @Test func theLinearClassifierStandsOnce() throws {
    let text = HandMadeInput.report(try HandMadeInput.input()).text
    #expect(text.ranges(of: "the baseline without any attention").count == 1)
  }

  /// In terms of the ACM this is a replication with artefacts of our own: the word for less is not used.
  @Test func nothingIsCalledReproduced() throws {
    let text = HandMadeInput.report(try HandMadeInput.input()).text
    #expect(!text.lowercased().contains("reproduced"))
  }

  /// When runs ended is theirs to say, once, under provenance; the host's name is nobody's business.
  @Test func noHostEntersAndTheSpanOfTheRunsStandsInTheProvenance() throws {
    let report = HandMadeInput.report(try HandMadeInput.input())
    #expect(!report.text.contains("a-host-that-nobody-may-see"))
    #expect(!report.markdown.contains("2026-01-01"))
    #expect(
      report.appendix.contains(
        "| when its runs ended (UTC), first to last | 2026-01-01 00:00: 64 runs on a processor, 2 threads |"
      ))
  }

  @Test func anInvalidTimingGivesNoNumber() throws {
    let valid = HandMadeInput.report(try HandMadeInput.input()).text
    #expect(valid.contains("+7.8 % [+6.7, +8.9]"))
    let invalid = HandMadeInput.report(
      try HandMadeInput.input(timings: [HandMadeInput.timing(biased: true)])
    ).text
    #expect(!invalid.contains("7.8") && invalid.contains("invalid: A and its copy differ"))
    #expect(invalid.contains("- Invalid timing: `gating` of S/32"))
  }

  @Test func whatIsMissingOrDivergedIsNamed() throws {
    let input = try HandMadeInput.input(
      lacks: { $0.specification.model.attention == .none && $0.specification.seed == 2 },
      diverges: { $0.specification.model.attention == .softmax && $0.specification.seed == 1 })
    let text = HandMadeInput.report(input).text
    #expect(text.contains("| S/32 | none | 1 of "))
    #expect(text.contains("**A report of a part:** 1 of 64 runs ("))
    #expect(text.contains("- Diverged at step 17: S/32, softmax, seed 1."))
    #expect(text.contains("63 of 64 planned runs are finished"))
  }

  @Test func noRunsAtAllStillMakeAReport() throws {
    let text = HandMadeInput.report(
      try HandMadeInput.input(timings: [], lacks: { _ in true })
    ).text
    #expect(text.contains("Not answered yet"))
    #expect(text.contains("No run of any function h is finished."))
    #expect(!text.lowercased().contains(/\bnan\b/))
  }

  @Test func everyRunStandsInTheProvenance() throws {
    let input = try HandMadeInput.input()
    let text = HandMadeInput.report(input).text
    for run in input.finished { #expect(text.contains("| `\(run.planned.specification.id)` |")) }
  }
}
