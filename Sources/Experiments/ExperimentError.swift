import Datasets
import Paper

/// What can go wrong between a preset and a finished record; each case is worded as one sentence.
public enum ExperimentError: Error, Equatable {
  /// What a preset's file holds that cannot be planned.
  public enum PresetProblem: Equatable, Sendable {
    case syntax(String)
    case unknownKey(String, allowed: [String])
    case missingKey(String)
    case wrongKind(expected: String)
    /// A name that `NameRule` does not allow.
    case name(String)
    case unknownValue(String, allowed: [String])
    case alphaMissing(attention: String)
    case alphaNotTaken(attention: String)
    case shape(String)
    /// Images of this height and width cannot be cut into the patches of a model.
    case patchDoesNotDivide(Int, model: PaperModel, height: Int, width: Int)
    case unknownTransferSet(String, known: [String])
    /// Step times are asked for and no sweep serves the scaling family.
    case noModelsToTime
    case givenTwice(String)
    /// Both lengths of training are given.
    case imagesAndEpochs
    /// A cell of another panel than that of the claims would decide one.
    case confirmatoryOutsideClaims(PlannedRun.Panel)
    /// The preset that is to be extended is not there, or leads back.
    case cannotExtend(String, reason: String)
    /// More runs than a preset may have.
    case tooManyRuns(Int)
  }

  case unknownPreset(String, known: [String])
  case unreadablePreset(file: String, reason: String)
  case preset(file: String, line: Int?, field: String, problem: PresetProblem)
  /// The data at hand are not what a preset is for.
  case unfitData(preset: String, needed: DatasetIdentity, found: DatasetIdentity)
  /// A record that is not what its writer left: its content, its digest or its identity is wrong.
  case damagedRecord(file: String, reason: String)
  /// Several stores hold results of one run and one revision of the numerics that differ.
  case differentRecords(run: String, files: [String])
  /// Records of one measurement that is the same on every machine differ.
  case differentMeasurements(files: [String])
  /// Written by a newer program; whole, as far as this one can tell.
  case newerRecord(file: String, version: Int, newest: Int)
  case recordExists(file: String)
  case storeUnusable(path: String, fault: StoreFault)
  /// A file in place of a lock, where the file system has none, was not taken away in a minute.
  case lockLeftBehind(file: String)
  /// No run of the store has an identity that begins so.
  case unknownRun(String, store: String)
  case ambiguousRun(String, matches: [String])
  case unfinishedRun(String, store: String)
  /// Finished by another revision of the numerics than this program's.
  case otherRevision(run: String, revision: Int, current: Int)
  /// Trained on other data than what is at hand.
  case otherData(run: String, digest: String)
  /// Scored on a transfer set that is not at hand.
  case otherTransfer(run: String, digest: String)
  /// A class of a transfer set's training part has fewer images than a draw takes.
  case tooFewShots(set: String, label: Int, images: Int, shots: Int)
  case stepBeyondEnd(run: String, step: Int, steps: Int)
  /// Training again gave other bits than the record holds.
  case replayDiffers(run: String, step: Int)
}

extension ExperimentError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownPreset(let name, let known):
      "There is no preset \"\(name)\"; pass --preset one of \(Self.list(known)), or the path of a "
        + "YAML file such as ./\(name).yaml."
    case .unreadablePreset(let file, let reason):
      "The preset file \(file) cannot be read (\(reason)); pass --preset the path of a YAML file "
        + "that exists."
    case .preset(let file, let line, let field, let problem):
      "\(file)\(line.map { ":\($0)" } ?? ""): \(field.isEmpty ? "the file" : field) "
        + "\(Self.words(problem))."
    case .unfitData(let preset, let needed, let found):
      "The preset \(preset) is for images of \(Self.size(needed)) such as \(needed.label)'s, and "
        + "those of \(found.label) have \(Self.size(found)); pass with --data a folder of images of "
        + "that size, or choose another --preset."
    case .damagedRecord: damageSentence(remedy: "`rectify run --redo-damaged`")
    case .newerRecord(let file, let version, let newest):
      "The record \(file) has schema version \(version), and this program reads \(newest) at most; "
        + "use a program as new as the one that wrote it, or choose another --store."
    case .differentRecords(let run, let files):
      "The run \(run) has other bits in \(files.joined(separator: " than in ")); export its weights "
        + "from each --store alone, which trains it again and names the wrong record, and leave that "
        + "store out."
    case .differentMeasurements(let files):
      "The records \(files.joined(separator: " and ")) differ, and every machine comes to the same "
        + "bits of what they hold; make it anew in another --store to see which is wrong, and leave "
        + "that store out."
    case .recordExists(let file):
      "The record \(file) is finished already and is never rewritten; choose another --store to "
        + "make it anew."
    case .storeUnusable(let path, let fault):
      "The run store cannot use \(path) (\(fault.reason)); \(fault.remedy)."
    case .lockLeftBehind(let file):
      "The file \(file) has been there for a minute, as a process leaves it that dies while it writes; "
        + "see that no process works on this store, delete the file and run the same command again."
    case .unknownRun(let prefix, let store):
      "The store \(store) has no run \"\(prefix)\"; pass the identity of one of its runs, which "
        + "plan --runs lists, or the first digits of one, or name another folder with --store."
    case .ambiguousRun(let prefix, let matches):
      "The runs \(Self.list(matches)) all begin with \"\(prefix)\"; pass more digits of the one "
        + "that you mean."
    case .unfinishedRun(let run, let store):
      "The run \(run) in the store \(store) is not finished; finish its preset with the verb run first."
    case .otherRevision(let run, let revision, let current):
      "The run \(run) was made by revision \(revision) of the numerics, and this program has "
        + "revision \(current), which gives other bits; use a program of that revision, or train "
        + "the run anew in another --store."
    case .otherData(let run, let digest):
      "The run \(run) was trained on other data than those at hand (\(Self.data(digest))); pass with "
        + "--data the folder that holds them."
    case .otherTransfer(let run, let digest):
      "The run \(run) is scored on a transfer set that is not at hand (\(Self.data(digest))); pass "
        + "the folder that holds it with --transfer NAME=PATH."
    case .tooFewShots(let set, let label, let images, let shots):
      "The transfer set \(set) has \(images) training images of class \(label), where \(shots) of "
        + "each class are needed; add images of that class or leave the set out."
    case .stepBeyondEnd(let run, let step, let steps):
      "The run \(run) has no step \(step); pass --step a number from 0 to \(steps)."
    case .replayDiffers(let run, let step):
      "The run \(run) was trained again and differs from its record in \(run)/result.json at step "
        + "\(step); do not use the record, and train the run anew in another --store."
    }
  }

  private static func words(_ problem: PresetProblem) -> String {
    switch problem {
    case .syntax(let reason): "is not valid YAML (\(reason)); correct it there"
    case .unknownKey(let key, let allowed):
      "has the unknown key \"\(key)\"; use one of \(list(allowed))"
    case .missingKey(let key): "lacks the key \"\(key)\"; add it"
    case .wrongKind(let expected): "is not \(expected); write one"
    case .name(let name):
      "is \"\(NameRule.shown(name))\", which \(NameRule.defect(of: name) ?? "is no name"); "
        + NameRule.remedy
    case .unknownValue(let value, let allowed):
      "has the unknown value \"\(value)\"; use one of \(list(allowed))"
    case .alphaMissing(let attention):
      "is \"\(attention)\", whose weights are divided by a power of the length; add the key "
        + "\"alpha\" beside it"
    case .alphaNotTaken(let attention):
      "is given for \"\(attention)\", which takes none; remove the key or list that attention in a "
        + "cell of its own"
    case .shape(let defect): "does not fit the data: \(defect)"
    case .patchDoesNotDivide(let patch, let model, let height, let width):
      "is \(model), whose patch \(patch) does not divide the data's images of \(height) x "
        + "\(width) pixels; pass images whose sides are multiples of \(patch), or choose a model "
        + "of smaller patches"
    case .unknownTransferSet(let name, let known):
      "names the transfer set \"\(name)\", which is not at hand; pass its folder with --transfer "
        + "\(name)=PATH, or use one of \(list(known))"
    case .noModelsToTime:
      "asks for the step times of the scaling family, which no sweep serves; remove it, or add a "
        + "sweep of that family"
    case .tooManyRuns(let most):
      "brings the preset to more than \(most) runs, the most that are planned; shorten its lists"
    case .confirmatoryOutsideClaims(let panel):
      "is confirmatory in the panel \"\(panel.rawValue)\", where no claim is decided; write "
        + "\"confirmatory: false\""
    case .cannotExtend(let name, let reason):
      "names \"\(NameRule.shown(name))\" (\(reason)); use one of \(list(Preset.names)), or the path of a "
        + "YAML file from this one's folder"
    case .imagesAndEpochs: "stands beside images, which says the same; keep one of them"
    case .givenTwice(let name): "gives \"\(name)\" a second time; keep one of them"
    }
  }

  private static func data(_ digest: String) -> String {
    "\(DatasetLabel.text(digest: digest)), digest \(digest)"
  }

  private static func size(_ data: DatasetIdentity) -> String {
    "\(product([data.height, data.width])) pixels with "
      + (data.channels == 1 ? "1 channel" : "\(data.channels) channels")
  }

  private static func product(_ sizes: [Int]) -> String {
    sizes.map(String.init).joined(separator: " x ")
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}

extension ExperimentError {
  /// Of a damaged record, what is wrong without the store's path: a part of a sentence that is the
  /// same wherever the store lies.
  public var defect: String {
    func name(_ file: String) -> String {
      file.split(separator: "/").suffix(2).joined(separator: "/")
    }
    return switch self {
    case .damagedRecord(let file, let reason): "the record \(name(file)) is damaged (\(reason))"
    case .newerRecord(let file, let version, let newest):
      "the record \(name(file)) has schema version \(version), and this program reads \(newest) at "
        + "most"
    case .differentRecords(let run, _): "two stores hold different results of the run \(run)"
    case .differentMeasurements(let files):
      "two stores hold different results in the record \(name(files[0]))"
    default: description
    }
  }

  /// Of a damaged record, the sentence with the command that makes it again; of others their own.
  ///
  /// - Parameter remedy: a command, in backquotes.
  public func damageSentence(remedy: String) -> String {
    guard case .damagedRecord(let file, let reason) = self else { return description }
    return
      "The record \(file) is damaged (\(reason)); restore it from a copy, or make it again with "
      + "\(remedy), which keeps the damaged one beside it."
  }
}
