import ArgumentParser
import Claims
import Experiments
import Foundation
import Reports
import TextOutput

struct DiffCommand: ParsableCommand, DamageRemedy {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare our results with the published ones, claim by claim, or two stores.",
    discussion: """
      With two stores, says first how the provenance of their runs differs, then which results \
      differ. \
      With --fail-on, exits with 4 when a claim is contradicted, or with 5 when one is \
      inconclusive. Where no result is stored yet, the committed records are shown, as the preset \
      \(CommittedRecords.preset) where none is named, and a line says so; never with --fail-on. A damaged record makes the claims that need it invalid; the exit \
      code is 6 then, after everything is printed.

      EXAMPLES:
        rectify diff
        rectify diff --fail-on contradicted
        rectify diff --json | jq '.claims[] | {id, verdict}'
        rectify diff runs /data/runs               provenance first, then results
        rectify diff --list                        the claims themselves
        rectify diff --claims mine.yaml            your own, read off the figures
        rectify diff --markdown >> README.md       the answer and the verdicts, to show elsewhere
      """)

  enum Failure: String, ExpressibleByArgument, CaseIterable {
    case contradicted, inconclusive

    var outcome: Verdict.Outcome {
      switch self {
      case .contradicted: .contradicted
      case .inconclusive: .inconclusive
      }
    }
  }

  @Argument(
    help: ArgumentHelp("Two stores to compare.", valueName: "store"), transform: PathArgument.path)
  var stores: [String] = []

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @OptionGroup var claimsOptions: ClaimsOptions
  @Option(help: ArgumentHelp("Exit with 4 or 5 on such a verdict.", valueName: "verdict"))
  var failOn: [Failure] = []
  @Flag(help: "Print the claims and what was fixed about each; no results are read.")
  var list = false
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print the answer and the verdicts in Markdown.") var markdown = false

  func validate() throws {
    guard stores.isEmpty || stores.count == 2 else {
      throw ValidationError("Two stores are compared; pass both, or none for the claims.")
    }
    guard !markdown || !(json || list || stores.count == 2) else {
      throw ValidationError("--markdown is a form of the verdicts; pass it alone.")
    }
  }

  var optionsInForce: OptionsInForce {
    OptionsInForce(presetOptions, storeOptions, claims: claimsOptions)
  }

  func run() throws {
    if stores.count == 2 {
      return try compare(RunStore(path: stores[0]), RunStore(path: stores[1]))
    }
    let claims = try claimsOptions.load()
    if list {
      try StandardOutput.print(ClaimsTable(claims).text)
      return
    }
    // A check of one's own results must not pass on those of another.
    let input =
      failOn.isEmpty
      ? try storeOptions.input(presetOptions, claims: claims)
      : ReportInput(
        preset: try presetOptions.load(), stores: storeOptions.stores, claims: claims)
    if input.isEmpty {
      throw NothingStored.error(
        "a diff", input: input, stores: storeOptions.stores, options: optionsInForce)
    }
    if json {
      try StandardOutput.print(JSONText.of(DiffRecord(input)))
      let printer = ProgressPrinter()
      for note in input.ruleNotes + input.revisionNotes { printer.line(note) }
    } else {
      try StandardOutput.print(markdown ? answer(input) : VerdictTable(input).text)
    }
    try input.damages.requireNone()
    let outcomes = Set(input.assessments.claims.map(\.verdict.outcome))
    // A contradicted claim comes first where both were asked about.
    for failure in Failure.allCases
    where failOn.contains(failure) && outcomes.contains(failure.outcome) {
      throw CommandError.failed(failure.outcome)
    }
  }

  private func answer(_ input: ReportInput) -> String {
    "\(input.answerParagraph)\n\n\(MarkdownPrinter.text(of: input.assessments.shortTable))"
  }

  func remedy(of damages: [ExperimentError]) -> PrintedCommand? {
    // The comparison of two stores ends at the first damaged record.
    optionsInForce.remedy(of: damages, among: stores.isEmpty ? nil : stores)
  }

  private func compare(_ left: RunStore, _ right: RunStore) throws {
    let comparison = try StoreComparison(left, right)
    try StandardOutput.print(
      json
        ? JSONText.of(comparison)
        : StoreComparisonTable(comparison, left: left.path, right: right.path).text)
    if comparison.shared.isEmpty {
      throw CommandError.nothingShared(left: left.path, right: right.path)
    }
  }
}
