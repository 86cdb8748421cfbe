import CairoRendering
import Claims
import Datasets
import Experiments
import Foundation
import Timing
import Training

/// The exit codes that scripts may rely on, and the one place that gives an error its code.
enum ExitStatus: Int32 {
  case done = 0
  case usage = 2
  case incomplete = 3
  case contradicted = 4
  case inconclusive = 5
  case integrity = 6
  case timingInvalid = 7
  case data = 8
  case stoppedEarly = 75
  case interrupted = 130

  /// Nil for the errors of the argument parser.
  init?(of error: any Error) {
    switch error {
    case is DatasetError: self = .data
    case is ClaimsError: self = .usage
    case is RenderingError: self = .usage
    case let error as TimingError: self = Self.status(of: error)
    case let error as ExperimentError: self = Self.status(of: error)
    case let error as CommandError: self = Self.status(of: error)
    default: return nil
    }
  }

  /// What room mends, and what a disk may get over.
  private static let full: Set = [ENOSPC, EDQUOT, EIO]

  private static func status(of error: TimingError) -> ExitStatus {
    switch error {
    // One that was killed for want of memory would be killed again: waiting adds none.
    case .unknownModel, .processRefused, .processFailed, .noSocketFolder: .usage
    case .sharedNode: .timingInvalid
    case .lockUnavailable(_, let code): Self.full.contains(code) ? .stoppedEarly : .usage
    // Another timing holds the host: the same command goes on later.
    case .anotherTimingRuns, .stopped, .programReplaced: .stoppedEarly
    }
  }

  private static func status(of error: ExperimentError) -> ExitStatus {
    switch error {
    case .unknownPreset, .unreadablePreset, .preset: .usage
    case .unknownRun, .ambiguousRun, .stepBeyondEnd, .lockLeftBehind: .usage
    case .unfinishedRun, .otherRevision: .incomplete
    case .damagedRecord, .newerRecord, .differentRecords, .differentMeasurements: .integrity
    case .recordExists, .replayDiffers: .integrity
    case .unfitData, .otherData, .otherTransfer, .tooFewShots: .data
    // A full disk or a lost mount: what is stored is intact, and the same command goes on.
    case .storeUnusable(_, let fault): fault.passes ? .stoppedEarly : .usage
    }
  }

  /// Records that cannot be read are no damage.
  private static func status(of damages: [ExperimentError]) -> ExitStatus {
    let all = Set(damages.map { status(of: $0) })
    return all.count == 1 ? all.first! : .integrity
  }

  private static func status(of error: CommandError) -> ExitStatus {
    switch error {
    case .debugBuild, .processorInsufficient, .unwritable, .outputUnwritable, .imagesBeyondEnd,
      .noRuns, .notPlanned,
      .noWorkingFolder, .notText, .notInPreset, .unknownClaim, .nothingChosen, .unreadableFigure,
      .unknownFigurePreset:
      .usage
    case .nothingStored, .nothingShared, .nothingToVerify, .nothingReplayed, .noFigures,
      .recordsMissing:
      .incomplete
    case .failed(let outcome): outcome == .contradicted ? .contradicted : .inconclusive
    case .damagedStore(let damages, _): Self.status(of: damages)
    case .mismatches, .figuresDiffer: .integrity
    case .timingInvalid, .notQuiet: .timingInvalid
    case .interrupted, .reportInterrupted, .verifyInterrupted, .exportInterrupted,
      .timingInterrupted:
      Interruption.exitStatus
    }
  }
}
