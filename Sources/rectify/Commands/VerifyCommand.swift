import ArgumentParser
import Claims
import Datasets
import Experiments
import Foundation
import TextOutput
import Training

struct VerifyCommand: ParsableCommand, DamageRemedy {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every record of a store, or figures against it; train runs again, to the bit.",
    discussion: """
      Reads every run folder and measurement of the store, whatever preset asked for them, and \
      checks each file against its SHA-256 and each result against its specification and itself. \
      With --replay, trains randomly chosen runs again from their initial weights, which their \
      seeds give, and compares every recorded digest, loss and result; --budget bounds the time. \
      The store is never changed. Exits with 6 when a record is damaged or a replay gives other \
      bits.

      With figures' files, or folders of them, checks those alone: each is drawn again, in memory, \
      from the records that it names, and must be the same to the byte. Otherwise says whether \
      other records, another renderer or a later change is behind it, and exits with 6.

      EXAMPLES:
        rectify verify figures/quick
        rectify verify figures/quick/alpha.png --store /data/runs
        rectify verify --store runs
        rectify verify --replay 3 --budget 5m
      """)

  @Argument(
    help: ArgumentHelp(
      "Figures to check: PNG, SVG, PDF and CSV files, or folders of them.", valueName: "figure"),
    transform: PathArgument.path)
  var figures: [String] = []

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var claimsOptions: ClaimsOptions
  @Option(
    help: ArgumentHelp(
      "The preset that figures were drawn from (default: the one that each file names).",
      valueName: "name"), transform: PathArgument.preset)
  var preset: String?
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var transferOptions: TransferOptions
  @OptionGroup var trainingOptions: TrainingOptions

  @Option(
    help: ArgumentHelp("Train so many runs again, chosen at random.", valueName: "count"))
  var replay: Int?
  @Option(
    help: ArgumentHelp(
      """
      Time for the replays, such as 90s, 5m or 2h: runs that do not fit it are replayed to a \
      recorded digest on the way.
      """, valueName: "time"),
    transform: TimeBudget.seconds)
  var budget: Double?
  @Option(
    help: ArgumentHelp(
      "Repeat the choice of runs of an earlier call (default: drawn anew).", valueName: "number"))
  var choiceSeed: UInt64?
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    if !figures.isEmpty && replay != nil {
      throw ValidationError("--replay is for a store's runs; pass it without figures.")
    }
    if let replay, replay < 1 {
      throw ValidationError("--replay \(replay) is not possible; pass a number of at least 1.")
    }
    if replay == nil && (budget != nil || choiceSeed != nil) {
      throw ValidationError(
        "--budget and --choice-seed are for replays; pass --replay with a number of runs too.")
    }
  }

  var optionsInForce: OptionsInForce {
    OptionsInForce(
      preset: preset, store: storeOptions, data: dataOptions, transfer: transferOptions,
      claims: claimsOptions)
  }

  func remedy(of damages: [ExperimentError]) -> PrintedCommand? {
    if preset != nil { return optionsInForce.remedy(of: damages) }
    let runs = Set(damages.compactMap(\.damagedRun))
    guard !runs.isEmpty, let data = try? dataOptions.reader().identity(),
      let sets = try? transferOptions.sets()
    else { return nil }
    let asking = Preset.names.first { name in
      guard let preset = try? Preset.load(name, data: data, transfer: sets) else { return false }
      return runs.isSubset(of: preset.runs.map(\.specification.id))
    }
    return asking.map { optionsInForce.remedy(of: damages, preset: $0) }
  }

  func run() throws {
    if !figures.isEmpty { return try verifyFigures() }
    let printer = ProgressPrinter()
    let stores = storeOptions.stores
    printer.line("Checking every record in \(stores.names).")
    let check = try StoreCheck(stores) { done, count in
      printer.progress("Checked \(done) of \(counted(count, "run")).")
    }
    printer.finish()
    if check.damages.isEmpty && check.runs.isEmpty && check.measurements == 0 {
      throw CommandError.nothingToVerify(
        store: stores.names, remedy: optionsInForce.command(.run))
    }
    var audit: Audit?
    // Replaying tells nothing about a store that must be restored first.
    if let replay, check.damages.isEmpty {
      try trainingOptions.requireUsableEngine()
      audit = try ReplaySteps(
        data: dataOptions.reader(), transfer: transferOptions, threads: trainingOptions.usedThreads,
        printer: printer
      ).audit(
        check.runs, count: replay, choiceSeed: choiceSeed ?? .random(in: .min ... .max),
        budget: budget)
    }
    if json {
      try StandardOutput.print(JSONText.of(AuditRecord(check: check, audit: audit)))
    } else {
      try StandardOutput.print(VerifyText(stores: stores, check: check, audit: audit).text)
    }
    if !check.damages.isEmpty { throw CommandError.damagedStore(check.damages) }
    guard let audit else { return }
    if !audit.mismatches.isEmpty { throw CommandError.mismatches(audit.mismatches) }
    if audit.isInterrupted { throw CommandError.verifyInterrupted(choiceSeed: audit.choiceSeed) }
    if audit.replayed == 0 { throw nothingReplayed(audit) }
  }

  private func verifyFigures() throws {
    let files = try FigureVerification.files(figures, options: optionsInForce)
    let data = dataOptions.reader()
    var verification = try FigureVerification(
      storeOptions: storeOptions, claimsOptions: claimsOptions, namedPreset: preset,
      options: optionsInForce
    ) { name in
      try Preset.load(name, data: data.identity(), transfer: transferOptions.sets())
    }
    let findings = try files.map { try verification.check($0) }
    if json {
      try StandardOutput.print(JSONText.of(FigureFindings(files: findings)))
    } else {
      for finding in findings {
        try StandardOutput.print("\(finding.path): \(finding.verdict.rawValue); \(finding.reason)")
      }
    }
    let others = findings.filter { $0.verdict != .match }.map(\.path)
    if !others.isEmpty { throw CommandError.figuresDiffer(others, of: files.count) }
  }

  private func nothingReplayed(_ audit: Audit) -> any Error {
    if !audit.candidates.isEmpty {
      return CommandError.nothingReplayed(
        reason: "the budget ends before the first recorded digest; give more time with --budget")
    }
    if let run = audit.otherData.first, let error = audit.missingData(run) { return error }
    return CommandError.nothingReplayed(
      reason: "the store holds no finished run of this program's revision of the numerics; train "
        + "one with `\(optionsInForce.command(.run))`")
  }
}
