import Claims
import Experiments
import Figures
import Foundation
import TextOutput
import Training

/// Training events on stderr: one line that is rewritten on a terminal, one line an event
/// elsewhere.
final class ProgressPrinter {
  /// Nil where stderr is no terminal.
  private let terminal = TerminalLine(
    descriptor: STDERR_FILENO, environment: ProcessInfo.processInfo.environment)
  private var hasOpenLine = false
  private var lastLine = Date.distantPast
  /// Damaged records that were told and left as they are.
  private(set) var leftAlone: [ExperimentError] = []

  func print(_ event: TrainingEvent) {
    switch event {
    case .began(let runs, let finished):
      line("\(counted(runs, "run")), \(finished) finished already.")
    case .leftAlone(let run):
      line("\(Self.name(run.planned)): \(run.error.defect); it is left as it is.")
      leftAlone.append(run.error)
    case .setAside(let run, let copy):
      line(
        "\(Self.name(run.planned)): \(run.error.defect); it is kept as \(copy), and the run is trained "
          + "again.")
    case .mended(let run):
      line(
        "\(Self.name(run)): its specification or its list of checksums was damaged and is written "
          + "anew; nothing is lost.")
    case .started(let run, let step):
      if step > 0 { line("\(Self.name(run)): goes on after step \(step).") }
    case .discardedCheckpoint(let run):
      line("\(Self.name(run)): the checkpoint is torn or of an older revision; starts again.")
    case .progressed(let run, let state):
      progress(Self.status(run, state))
    case .finished(let run, let result, let seconds, let progress):
      let outcome =
        result.outcome == .diverged
        ? "diverged after \(result.steps) steps" : "\(NumberText.percent(result.accuracy)) %"
      line(
        "\(progress.finishedRuns)/\(progress.runs)  \(Self.name(run)): \(outcome) in "
          + DurationText.of(seconds) + Self.timeLeft(progress) + ".")
    case .waiting(let runs):
      line(
        runs == 1
          ? "Another process holds the last run; waiting for it, to go on with the run should it die."
          : "Other processes hold the last \(runs) runs; waiting for them, to go on with a run whose "
            + "process dies.")
    }
  }

  func setAside(_ damages: [(error: ExperimentError, copy: String)]) {
    for (error, copy) in damages { line("\(Self.sentence(error)); it is kept as \(copy).") }
  }

  private static func sentence(_ error: ExperimentError) -> String {
    error.defect.prefix(1).uppercased() + error.defect.dropFirst()
  }

  /// What `body` gives; nil where a record that it needs is damaged, which is told and left as it is.
  ///
  /// - Parameter store: where damaged measurements are set aside, for `body` to make them again; nil
  ///   to leave them.
  func leavingDamage<Value>(
    redoingIn store: RunStore? = nil, _ body: () throws -> Value
  ) throws -> Value? {
    do {
      return try body()
    } catch let error as ExperimentError {
      switch error {
      case .damagedRecord(let file, _):
        if let store, let copy = try store.setAside(measurementFile: file) {
          setAside([(error, copy)])
          return try leavingDamage(redoingIn: store, body)
        }
      case .newerRecord, .differentMeasurements: break
      default: throw error
      }
      line("\(Self.sentence(error)); it is left as it is.")
      leftAlone.append(error)
      return nil
    }
  }

  func line(_ text: String) {
    lastLine = .now
    if hasOpenLine { write("\r\u{1B}[K") }
    hasOpenLine = false
    StandardErrors.print(text)
  }

  /// How far something has come: rewrites the line on a terminal, prints one every ten seconds elsewhere.
  func progress(_ text: String) {
    if let terminal {
      write("\r\u{1B}[K" + terminal.cut(VisibleText.of(text)))
      hasOpenLine = true
    } else if Date.now.timeIntervalSince(lastLine) >= 10 {
      line(text)
    }
  }

  /// Takes away a line that is being rewritten.
  func clear() {
    if hasOpenLine { write("\r\u{1B}[K") }
    hasOpenLine = false
  }

  /// Ends a line that is being rewritten.
  func finish() {
    if hasOpenLine { write("\n") }
    hasOpenLine = false
  }

  private func write(_ text: String) { _ = DescriptorWriter.errors.write(text) }

  /// Such as "S/32 i21k relu at alpha 1, gated, seed 2".
  private static func name(_ run: PlannedRun) -> String {
    let specification = run.specification
    return "\(run.model) \(run.recipe) \(Arm(specification.model).label), "
      + "seed \(specification.seed)\(run.ownFieldsWords)"
  }

  private static func status(_ run: PlannedRun, _ progress: TrainingProgress) -> String {
    let head = "\(progress.finishedRuns)/\(progress.runs)"
    guard progress.current.count < 2, let current = progress.current.first else {
      // A line that is too long is cut at its end.
      return head + timeLeft(progress) + "  " + progress.current.map(share).joined(separator: ", ")
    }
    let loss = progress.loss.map { ", loss \(NumberText.fixed($0, places: 3))" } ?? ""
    let accuracy =
      current.accuracy.map { ", accuracy about \(NumberText.percent($0)) %" }
      ?? progress.lastAccuracy.map { ", last run \(NumberText.percent($0)) %" } ?? ""
    return "\(head)  \(name(run)): step \(current.step) of \(current.steps)\(loss)\(accuracy)"
      + timeLeft(progress)
  }

  /// Of a run beside others, such as "S/32 relu at alpha 1, seed 3: 64 %".
  private static func share(_ current: TrainingProgress.Current) -> String {
    let specification = current.run.specification
    return "\(current.run.model) \(Arm(specification.model).label), seed \(specification.seed)"
      + "\(current.run.ownFieldsWords): "
      + "\(current.step * 100 / max(1, current.steps)) %"
  }

  private static func timeLeft(_ progress: TrainingProgress) -> String {
    progress.secondsLeft.map { ", \(DurationText.of($0)) left" } ?? ""
  }
}
