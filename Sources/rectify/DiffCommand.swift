import ArgumentParser
import Claims
import Experiments
import Foundation
import Reports

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Ours against published, a verdict per claim, from stored results.",
    discussion: """
      With --fail-on, exits with 4 when a claim is contradicted, or with 5 when one is inconclusive.

      EXAMPLES:
        rectify diff
        rectify diff --fail-on contradicted
        rectify diff --json | jq '.claims[] | {id, verdict}'
      """)

  enum Failure: String, ExpressibleByArgument, CaseIterable {
    case contradicted, inconclusive
  }

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var presetOptions: PresetOptions
  @Option(help: ArgumentHelp("Exit with 4 or 5 on such a verdict.", valueName: "verdict"))
  var failOn: [Failure] = []
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let preset = try presetOptions.load()
    let input = try ReportInput(
      preset: preset, store: storeOptions.runStore, claims: ClaimsFile.shipped())
    if input.isEmpty {
      throw CommandError.nothingStored(
        what: "a diff", store: storeOptions.runStore.path, preset: presetOptions.preset)
    }
    if json {
      print(try JSONText.of(input.assessments))
    } else {
      print(text(input))
    }
    let outcomes = Set(input.assessments.claims.map(\.verdict.outcome))
    if failOn.contains(.contradicted) && outcomes.contains(.contradicted) {
      throw CommandError.failed(.contradicted)
    }
    if failOn.contains(.inconclusive) && outcomes.contains(.inconclusive) {
      throw CommandError.failed(.inconclusive)
    }
  }

  private func text(_ input: ReportInput) -> String {
    let rows = input.assessments.claims.map(ClaimRow.init)
    let table = ColumnTable(
      header: ["id", "published", "ours", "n", "verdict"],
      rows: rows.map { [$0.id, $0.published, $0.ours, $0.replicates, $0.verdict] })
    let reasons = rows.map { "\($0.id): \($0.claim) \($0.reason)" }
    return [
      table.text, "", reasons.joined(separator: "\n"), "",
      "\(input.preset.name), \(input.finished.count) of "
        + "\(counted(input.preset.runs.count, "run")): \(input.assessments.countsSentence).",
    ].joined(separator: "\n")
  }
}
