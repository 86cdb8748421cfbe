import ArgumentParser
import Claims
import Datasets
import Experiments
import Foundation

struct VerifyCommand: ParsableCommand {
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
      "Figures to check: PNG, SVG and CSV files, or folders of them.", valueName: "figure"))
  var figures: [String] = []

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var claimsOptions: ClaimsOptions
  @Option(
    help: ArgumentHelp(
      "The preset that figures were drawn from (default: the one that each file names).",
      valueName: "name"))
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
    transform: Self.seconds)
  var budget: Double?
  @Option(
    help: ArgumentHelp(
      "Repeat the choice of runs of an earlier call (default: drawn anew).", valueName: "number"))
  var choiceSeed: UInt64?
  @Flag(help: "Print JSON.") var json = false

  /// Reads a time such as "90s".
  private static func seconds(_ text: String) throws -> Double {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()), count > 0
    else {
      throw ValidationError(
        "--budget \(text) is no time; pass a whole number with its unit, such as 90s, 5m or 2h.")
    }
    return Double(count) * unit
  }

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

  func run() throws {
    if !figures.isEmpty { return try verifyFigures() }
    let printer = ProgressPrinter()
    let store = storeOptions.runStore
    printer.line("Checking every record in \(store.path).")
    let check = StoreCheck(store) { done, count in
      printer.progress("Checked \(done) of \(counted(count, "run")).")
    }
    printer.finish()
    if check.damages.isEmpty && check.runs.isEmpty && check.measurements == 0 {
      throw CommandError.nothingToVerify(store: store.path)
    }
    var audit: Audit?
    // Replaying tells nothing about a store that must be restored first.
    if let replay, check.damages.isEmpty {
      audit = try self.audit(check.runs, count: replay, printer)
    }
    if json {
      print(try JSONText.of(AuditRecord(check: check, audit: audit)))
    } else {
      print(VerifyText(store: store, check: check, audit: audit).text)
    }
    if !check.damages.isEmpty { throw CommandError.damagedStore(check.damages) }
    guard let audit else { return }
    if !audit.mismatches.isEmpty { throw CommandError.mismatches(audit.mismatches) }
    if audit.isInterrupted { throw CommandError.verifyInterrupted(choiceSeed: audit.choiceSeed) }
    if audit.replayed == 0 { throw nothingReplayed(audit) }
  }

  private func verifyFigures() throws {
    let files = try FigureVerification.files(figures)
    let data = dataOptions.reader()
    var verification = try FigureVerification(
      storeOptions: storeOptions, claimsOptions: claimsOptions, namedPreset: preset
    ) { name in
      try Preset.load(name, data: data.identity(), transfer: transferOptions.sets())
    }
    let findings = try files.map { try verification.check($0) }
    if json {
      print(try JSONText.of(FigureFindings(files: findings)))
    } else {
      for finding in findings {
        print("\(finding.path): \(finding.verdict.rawValue); \(finding.reason)")
      }
    }
    let others = findings.filter { $0.verdict != .match }.map(\.path)
    if !others.isEmpty { throw CommandError.figuresDiffer(others, of: files.count) }
  }

  private func audit(
    _ runs: [StoredRun], count: Int, _ printer: ProgressPrinter
  ) throws -> Audit {
    try trainingOptions.requireUsableEngine()
    let dataset = try dataOptions.reader().load()
    var audit = try Audit(
      runs, data: dataset.identity,
      transfer: transferOptions.probes(
        for: runs.map(\.specification), fittedTo: dataset.identity),
      choiceSeed: choiceSeed ?? .random(in: .min ... .max))
    Interruption.watch()
    printer.line(
      "Replaying \(min(count, audit.candidates.count)) of "
        + "\(counted(audit.candidates.count, "run")) on \(dataset.identity.label), choice "
        + "seed \(audit.choiceSeed).")
    var position = ""
    try audit.replay(
      count, on: dataset, threads: trainingOptions.threads, budget: budget,
      shouldStop: { Interruption.isRequested },
      report: { event in
        switch event {
        case .started(let run, let number, let count, let step):
          position = "\(number)/\(count)  \(Self.name(run))"
          printer.progress("\(position): step 0 of \(step)")
        case .progressed(_, let step, let secondsLeft):
          printer.progress("\(position): step \(step), \(Wording.duration(secondsLeft)) left")
        case .finished(let run, let outcome, let auditedSteps, let inFull):
          printer.line(
            "\(position): "
              + Self.words(outcome, auditedSteps, of: run.result.steps, inFull: inFull) + ".")
        case .leftOut(let runs):
          printer.line(
            "\(counted(runs, "run")) left out: the budget had no room for a first digest.")
        }
      })
    printer.finish()
    return audit
  }

  private func nothingReplayed(_ audit: Audit) -> any Error {
    if !audit.candidates.isEmpty {
      return CommandError.nothingReplayed(
        reason: "the budget ends before the first recorded digest; give more time with --budget")
    }
    if let run = audit.otherData.first, let error = audit.missingData(run) { return error }
    return CommandError.nothingReplayed(
      reason: "the store holds no finished run of this program's revision of the numerics; train "
        + "one with rectify run")
  }

  /// Such as "de6fd8a1c524c0a3 relu alpha 1 seed 2".
  private static func name(_ run: StoredRun) -> String {
    let attention = run.specification.model.attention
    return "\(run.id) \(attention.name)"
      + (attention.alpha.map { " alpha \(Wording.alpha($0))" } ?? "")
      + " seed \(run.specification.seed)"
  }

  private static func words(
    _ outcome: Replay.Outcome, _ auditedSteps: Int, of steps: Int, inFull: Bool
  ) -> String {
    switch outcome {
    case .agrees where inFull: "the same bits in all \(steps) steps and in the result"
    case .agrees: "the same bits up to step \(auditedSteps) of \(steps)"
    case .stopped: "stopped; the same bits up to step \(auditedSteps) of \(steps)"
    case .differs(let step): "DIFFERS from its record at step \(step)"
    }
  }
}

/// What a verification found, in sentences.
struct VerifyText {
  let store: RunStore
  let check: StoreCheck
  let audit: Audit?

  var text: String { ([checkSentence] + auditLines).joined(separator: "\n") }

  private var checkSentence: String {
    let unfinished = check.unfinished > 0 ? ", \(check.unfinished) unfinished" : ""
    let counts =
      "\(store.path): \(counted(check.runs.count, "finished run"))\(unfinished), "
      + counted(check.measurements, "measurement")
    return check.damages.isEmpty
      ? "\(counts); every checksum is right, and every result agrees with itself."
      : "\(counts) are whole; \(counted(check.damages.count, "folder")) with damaged records."
  }

  private var auditLines: [String] {
    guard let audit else { return [] }
    var lines: [String] = []
    if !audit.otherRevision.isEmpty {
      lines.append(
        "\(counted(audit.otherRevision.count, "run")) of another revision of the numerics "
          + "cannot be replayed by this program.")
    }
    if !audit.otherData.isEmpty {
      lines.append(
        "\(counted(audit.otherData.count, "run")) on other data cannot be replayed without "
          + "it; pass it with --data or --transfer.")
    }
    let share = Double(audit.stepsAudited) / Double(max(1, audit.stepsTotal))
    lines.append(
      "Replayed \(audit.replayed) of \(counted(audit.candidates.count, "run")), "
        + "\(audit.replayedInFull) in full (choice seed \(audit.choiceSeed)): "
        + (audit.mismatches.isEmpty
          ? "the same bits." : "\(counted(audit.mismatches.count, "mismatch"))."))
    lines.append(
      "Audited \(audit.stepsAudited) of all \(audit.stepsTotal) steps, \(Wording.percent(share)).")
    let chances = [1, 2, 5].compactMap { altered in
      audit.chanceOfCatching(altered).map { "\(altered): \(Wording.percent($0))" }
    }
    if !chances.isEmpty {
      lines.append(
        "The chance that the full replays catch at least one of k altered runs, if any k of the "
          + "\(audit.candidates.count) are as likely as any other k to be the altered ones: k = "
          + chances.joined(separator: ", k = ") + ".")
    }
    return lines
  }
}
