import Claims
import Datasets
import Experiments
import Figures
import Training

/// Trains stored runs again and compares them with their records, to the bit.
struct ReplaySteps {
  let data: DatasetReader
  let transfer: TransferOptions
  let threads: Int
  let printer: ProgressPrinter

  /// - Parameter budget: seconds; nil for as long as it takes.
  func audit(
    _ runs: [StoredRun], count: Int, choiceSeed: UInt64, budget: Double?
  ) throws -> Audit {
    let dataset = try data.load()
    var audit = try Audit(
      runs, data: dataset.identity,
      transfer: transfer.probes(
        for: runs.map(\.specification), fittedTo: dataset.identity),
      choiceSeed: choiceSeed)
    Interruption.watch()
    printer.line(
      "Replaying \(min(count, audit.candidates.count)) of "
        + "\(counted(audit.candidates.count, "run")) on \(dataset.identity.label), choice "
        + "seed \(audit.choiceSeed).")
    var position = ""
    try audit.replay(
      count, on: dataset, threads: threads, budget: budget,
      shouldStop: { Interruption.isRequested },
      report: { event in
        switch event {
        case .started(let run, let number, let count, let step):
          position = "\(number)/\(count)  \(Self.name(run))"
          printer.progress("\(position): step 0 of \(step)")
        case .progressed(_, let step, let secondsLeft):
          printer.progress("\(position): step \(step), \(DurationText.of(secondsLeft)) left")
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

  /// Such as "de6fd8a1c524c0a3 relu alpha 1 seed 2".
  private static func name(_ run: StoredRun) -> String {
    let attention = run.specification.model.attention
    return "\(run.id) \(attention.name)"
      + (attention.alpha.map { " alpha \(NumberText.plain($0.value))" } ?? "")
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
