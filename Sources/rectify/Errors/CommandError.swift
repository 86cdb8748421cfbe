import Claims
import Experiments
import Reports
import TextOutput
import Training

/// What ends a command besides the errors of the modules below it.
enum CommandError: Error, CustomStringConvertible {
  case debugBuild
  case processorInsufficient(compiled: String)
  case interrupted
  /// By hand, while or before the report was written.
  case reportInterrupted(isWhole: Bool)
  /// There is nothing to show.
  ///
  /// `otherData` are labels of what the store's runs were trained on instead, `otherSets` transfer sets
  /// that its runs on the same data were scored on.
  case nothingStored(
    what: String, store: String, preset: String, otherData: [String], otherSets: [String],
    remedy: PrintedCommand)
  /// Nothing that the preset asks for would give it.
  case notInPreset(what: String, preset: String)
  /// Two stores without a finished run in common.
  case nothingShared(left: String, right: String)
  /// A verdict that `--fail-on` asked about.
  case failed(Verdict.Outcome)
  case unwritable(path: String, reason: String)
  /// Standard output, as on a full disk.
  case outputUnwritable(reason: String)
  /// A store without a finished run or a measurement.
  case nothingToVerify(store: String, remedy: PrintedCommand)
  /// A replay was asked for and none took place.
  case nothingReplayed(reason: String)
  /// Of one or more folders; `remedy` makes the records again, in words.
  case damagedStore([ExperimentError], remedy: String? = nil)
  /// One or more replays that gave other bits.
  case mismatches([Audit.Mismatch])
  case verifyInterrupted(choiceSeed: UInt64)
  case exportInterrupted
  case timingInterrupted
  /// Comparisons whose control was not within its bounds.
  case timingInvalid([String])
  /// Why the machine is not quiet enough to time.
  case notQuiet(String)
  case imagesBeyondEnd(asked: Int, available: Int)
  /// A preset without a run of the families that were asked for.
  case noRuns(families: [String], preset: String, known: [String])
  /// Of the claims file in use.
  case unknownClaim(String, known: [String], list: PrintedCommand)
  /// No run of the preset has an identity that begins so.
  case notPlanned(String, preset: String, list: PrintedCommand)

  /// Nothing of the figure is left with what --only and --h ask for.
  case nothingChosen(figure: String, FigureSelection)
  case unreadableFigure(path: String, reason: String)
  case noFigures(folder: String, remedy: PrintedCommand)
  /// A figure that was drawn from a preset of the user's own.
  case unknownFigurePreset(String)
  /// Of so many files that were looked at, those that do not match.
  case figuresDiffer([String], of: Int)
  case noWorkingFolder
  /// An argument or a variable that is not UTF-8; `shown` has a mark in place of what is not.
  case notText(String, shown: String)
  /// Records cannot be exported before they are all there.
  case recordsMissing(count: Int, of: Int, store: String, preset: String, remedy: PrintedCommand)

  var description: String {
    switch self {
    case .nothingChosen(let figure, let selection):
      "The figure \(figure) has results, but none of "
        + (selection.models.map(\.description) + selection.functions.map(\.rawValue)).joined(
          separator: ", ")
        + "; choose others with --only and --h."
    case .unreadableFigure(let path, let reason):
      "\(path) cannot be verified (\(reason)); pass figures' files, or a folder of them."
    case .unknownFigurePreset(let name):
      "The preset \(name), which a figure was drawn from, does not ship with the project; pass its "
        + "file with --preset."
    case .noFigures(let folder, let remedy):
      "The folder \(folder) holds no figure to verify; draw some with `\(remedy)` first."
    case .figuresDiffer(let paths, let count):
      "\(paths.count) of \(count) files do not match: \(paths.joined(separator: ", "))."
    case .recordsMissing(let count, let all, let store, let preset, let remedy):
      "The store \(store) lacks \(count) of \(counted(all, "run")) of preset \(preset); run "
        + "`\(remedy)` first, or name another folder with --store."
    case .noWorkingFolder:
      "The working folder is no longer there; change to one that exists, as with cd, and run the same "
        + "command again."
    case .notText(let what, let shown):
      "\(what), \(NameRule.shown(shown)), is not UTF-8 text, which names must be here; rename the file, or "
        + "pass a link to it."
    case .nothingShared(let left, let right):
      "No run is finished in both \(left) and \(right); run the same preset in each, or check the "
        + "paths."
    case .notPlanned(let prefix, let preset, let list):
      "No run of the preset \(preset) has an identity that begins with \"\(prefix)\"; see the list "
        + "with `\(list)`."
    case .unknownClaim(let id, let known, let list):
      "There is no claim \"\(id)\"; pass one of \(known.joined(separator: ", ")), which "
        + "`\(list)` explains, or another file with --claims."
    case .debugBuild:
      "This is a debug build, whose kernels are hundreds of times slower; build the program with "
        + "`swift build -c release` and run .build/release/rectify."
    case .processorInsufficient(let compiled):
      "This processor lacks instructions that the kernels were compiled for (\(compiled)); build "
        + "the program on this machine, or with RECTIFY_CPU=x86-64-v3 swift build -c release."
    case .interrupted:
      "\(Interruption.reason), state saved; run the same command to go on."
    case .reportInterrupted(let isWhole):
      isWhole
        ? "Interrupted; nothing was left to do but the report, which is written."
        : "Interrupted, state saved; the report is of what is there, and the same command goes on."
    case .nothingStored(let what, let store, let preset, let otherData, let otherSets, let remedy):
      "There are no results of preset \(preset) in \(store) to make \(what) from; "
        + (otherData.isEmpty
          ? ""
          : "its runs are on \(otherData.joined(separator: ", ")), so pass that folder with --data; "
            + "else ")
        + (otherSets.isEmpty
          ? ""
          : "its runs are scored on \(otherSets.joined(separator: ", ")) too, so pass "
            + otherSets.map { "--transfer \($0)=PATH" }.joined(separator: " ") + "; else ")
        + "run `\(remedy)` first, or name another folder with --store."
    case .notInPreset(let what, let preset):
      "The preset \(preset) has nothing to make \(what) from, however much of it is trained; choose "
        + "another figure or another --preset."
    case .failed(let verdict):
      "At least one claim is \(verdict.rawValue), and --fail-on \(verdict.rawValue) was asked."
    case .outputUnwritable(let reason):
      "The results cannot be printed (\(reason)); what was to be stored is stored, so send the output "
        + "elsewhere and run the same command again."
    case .unwritable(let path, let reason):
      "\(path) cannot be written (\(reason)); run the command in a folder that you may write to."
    case .nothingToVerify(let store, let remedy):
      "The store \(store) holds no record to verify; train something with `\(remedy)` first, or "
        + "name another folder with --store."
    case .nothingReplayed(let reason): "No run was replayed: \(reason)."
    case .damagedStore(let damages, let remedy):
      damages.map { error in remedy.map(error.damageSentence) ?? error.description }
        .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        .joined(separator: "\n")
    case .mismatches(let mismatches):
      mismatches.map(\.error.description).joined(separator: "\n")
    case .verifyInterrupted(let choiceSeed):
      "Interrupted; the store is as it was, and --choice-seed \(choiceSeed) makes the same choice "
        + "again."
    case .exportInterrupted: "Interrupted; no file was written."
    case .timingInterrupted:
      "Interrupted; what was measured to the end is stored, and the rest is measured anew by the "
        + "same command."
    case .timingInvalid(let names):
      "Invalid: \(names.joined(separator: ", ")); the control's interval leaves out no difference, so A "
        + "and its copy differ and there is no number; end what disturbs the machine and run the same "
        + "command again."
    case .notQuiet(let why):
      "The machine is not quiet enough (\(why)); end other programs, or ask for less with "
        + "--half-width or more time with --budget."
    case .noRuns(let families, let preset, let known):
      "The preset \(preset) has no run of \(families.joined(separator: " or ")); pass one of "
        + "\(known.joined(separator: ", ")), or another --preset."
    case .imagesBeyondEnd(let asked, let available):
      "--images \(asked) is not possible with the \(available) test images of the data; pass a "
        + "number from 1 to \(available)."
    }
  }
}

extension [ExperimentError] {
  /// For the end of a command that did what the records without damage allow.
  func requireNone() throws {
    if !isEmpty { throw CommandError.damagedStore(self) }
  }
}
