import Claims
import Datasets
import Digests
import Experiments
import Foundation
import Networks
import Timing

extension FuzzedReader {
  /// A store with one run in it: specification, result, cost, list of checksums, checkpoint.
  static let records = FuzzedReader(
    name: "records",
    sources: [
      "Experiments/Store/RecordFolder.swift",
      "Experiments/Coding/RecordScanner.swift", "Experiments/Coding/RecordScanner+Records.swift",
      "Experiments/Store/SpecificationRecord.swift", "Experiments/Store/StoredRun.swift",
      "Experiments/Specification/RunIdentity.swift",
      "Experiments/Records/ResultConsistency.swift",
    ]
  ) {
    let runs = try CommittedRecords.names().filter { $0.utf8.count == 16 }
    let files = ["spec.json", "result.json", "cost.json"]
    // The first, and the first that was scored on other data.
    let scored = try runs.first {
      try String(decoding: CommittedRecords.bytes("\($0)/spec.json"), as: UTF8.self)
        .contains("transfer")
    }
    let whole = try [runs[0], scored ?? runs[1]].map { run in
      FolderInput(try files.map { try CommittedRecords.bytes("\(run)/\($0)") })
    }
    var begun = whole[0]
    begun.entries[1].name = RunFiles.names.firstIndex(of: "checkpoint")!
    begun.entries.removeLast()
    // A specification as an older program wrote it: the fields alone.
    var older = whole[1]
    if let tree = JSONTree(older.entries[0].bytes), case .object(let members) = tree,
      let fields = members.first(where: { $0.key == "specification" })
    {
      let named = fields.value.text.replacing("\"transfer\":\"", with: "\"transfer\":\"digits:")
      older.entries[0].bytes = Array(named.utf8)
    }
    var converted = whole[0]
    converted.entries[1].form = .compressed
    converted.entries[1].bytes = converted.entries[1].bytes.flatMap {
      $0 == 0x0A ? [0x0D, 0x0A] : [$0]
    }
    var diverged = whole
    for index in diverged.indices {
      guard var tree = JSONTree(diverged[index].entries[1].bytes) else { continue }
      RunFiles.diverge(&tree)
      diverged[index].entries[1].bytes = Array(tree.text.utf8)
    }
    return (whole + [begun, older, converted] + diverged).map(\.encoded)
  } read: { input in
    let folder = FolderInput(input)
    for entry in folder.entries { RunFiles.requireOneReading(Data(entry.bytes)) }
    ScratchFolder.shared.use { scratch in
      let record = RunFiles.write(folder, to: scratch)
      let store = RunStore(path: scratch.path + "/runs")
      guard let check = try? StoreCheck(store) else {
        fatalError("a folder that was just made cannot be listed")
      }
      precondition(check.damages.allSatisfy { !$0.description.isEmpty && !$0.defect.isEmpty })
      guard let specification = record?.specification else { return }
      precondition(specification.flops.isFinite && specification.recipe.steps > 0)
      let run = PlannedRun(
        specification: specification, model: .s32, recipe: .i21k, families: [.alpha],
        confirmatory: true)
      _ = store.state(of: specification)
      _ = try? store.run(String(specification.id.prefix(6)))
      if input.count.isMultiple(of: 16) {
        // The same specification as this program writes it.
        scratch.makeFolder("set/new")
        let folder = "set/new/\(specification.id)"
        scratch.makeFolder(folder)
        for file in ["spec.json", "SHA256SUMS", "lock"] { scratch.expect("\(folder)/\(file)") }
        let new = RunStore(path: scratch.path + "/set/new")
        guard (try? new.take(specification)) != nil,
          (try? StoreCheck(new).damages.isEmpty) == true
        else {
          fatalError("a specification is written in a way that cannot be read")
        }
      }
      let records = store.records(of: [run])
      for finished in records.finished {
        _ = finished.result.transferAccuracy
        _ = finished.cost?.coreSeconds
      }
      precondition(records.damaged.allSatisfy { !$0.error.description.isEmpty })
    }
  } mutate: { input, mutation in
    var folder = FolderInput(input)
    folder.mutate(&mutation, names: RunFiles.names.count) {
      $0 % RunFiles.names.count < 3 ? JSONTree.mutated($1, &$2) : $2.bytes($1)
    }
    if !mutation.one(in: 4) { RunFiles.agree(&folder) }
    return folder.encoded
  }

  /// A record of each other kind, whose first byte says which.
  static let measurements = FuzzedReader(
    name: "measurements",
    sources: [
      "Experiments/Coding/RecordCoding.swift", "Claims/ClaimsFile/Margin.swift",
      "Claims/ClaimsFile/MarginsInForce.swift", "Claims/ErrorRates/ScenarioKey.swift",
    ]
  ) {
    try CommittedRecords.names(in: "measurements").compactMap { name in
      guard let kind = Measurement.kind(of: name) else { return nil }
      return [kind] + (try CommittedRecords.short("measurements/" + name))
    } + [
      [Measurement.kind(of: "margins")!]
        + Array(
          #"{"schemaVersion":1,"margins":{"A":"0.75 to 1.25","B":"none","C":"0.20 of the worth","D":"within a factor of 1.5","E":"0.1 to 10.0"}}"#
            .utf8)
    ]
  } read: { input in
    guard let kind = input.first else { return }
    ScratchFolder.shared.use { scratch in
      Measurement.read(kind, Array(input.dropFirst()), in: scratch)
    }
  } mutate: { input, mutation in
    guard let kind = input.first else { return [0] }
    return [kind] + JSONTree.mutated(Array(input.dropFirst()), &mutation)
  }

  /// What an interrupted run goes on from.
  static let checkpoint = FuzzedReader(
    name: "checkpoint", sources: ["Experiments/Store/Checkpoint.swift"]
  ) {
    let header =
      #"{"id":"\#(CheckpointFile.specification.id)","numericsRevision":\#(CheckpointFile.revision),"step":50,"parameters":\#(CheckpointFile.parameters),"progress":{"losses":[2.5],"lossSum":0,"lossCount":0,"weightDigests":[{"step":50,"sha256":"ab"}],"trainingSeconds":1.5,"processorSeconds":3}}"#
    return [0, 1, 2].map {
      CheckpointFile(
        mode: $0, header: Array(header.utf8),
        floats: [UInt8](repeating: 1, count: 12 * CheckpointFile.parameters)
      )
      .encoded
    }
  } read: { input in
    let specification = CheckpointFile.specification
    let data = Data(CheckpointFile(input).file)
    let isIntact = Checkpoint.isIntact(data)
    guard let checkpoint = Checkpoint(data, id: specification.id) else { return }
    precondition(isIntact && checkpoint.state.step >= 0)
    let count = checkpoint.state.parameters.count
    precondition(checkpoint.state.firstMoment.count == count)
    precondition(checkpoint.state.secondMoment.count == count)
    guard checkpoint.fits(specification) else { return }
    // Saved and read again, as a run does that goes on.
    ScratchFolder.shared.use { scratch in
      let store = RunStore(path: scratch.path + "/runs")
      scratch.makeFolder("runs/\(specification.id)")
      for file in ["spec.json", "SHA256SUMS", "lock", "checkpoint"] {
        scratch.expect("runs/\(specification.id)/\(file)")
      }
      guard let record = try? store.take(specification) else { fatalError("no store") }
      // By their bytes where they differ otherwise: a weight may be no number.
      func same(_ other: Checkpoint) -> Bool {
        if other == checkpoint { return true }
        return other.encoded(id: specification.id) == checkpoint.encoded(id: specification.id)
      }
      scratch.write("runs/\(specification.id)/checkpoint", [UInt8](data))
      guard case .usable(let first)? = try? record.checkpoint(), same(first),
        (try? record.save(checkpoint)) != nil,
        case .usable(let second)? = try? record.checkpoint(), same(second)
      else { fatalError("a checkpoint is read in another way") }
    }
  } mutate: { input, mutation in
    var file = CheckpointFile(input)
    switch mutation.number(below: 8) {
    case 0: file.mode = UInt8(mutation.number(below: 4))
    case 1: file.floats = mutation.bytes(file.floats)
    case 2: file.floats = [UInt8](repeating: 7, count: 12 * mutation.number(below: 12))
    case 3:
      file.floats = [UInt8](repeating: 7, count: 12 * CheckpointFile.parameters)
    default: file.header = JSONTree.mutated(file.header, &mutation)
    }
    return file.encoded
  }
}

private enum RunFiles {
  /// The fast reading of a record declines it, or gives what `JSONDecoder` gives.
  static func requireOneReading(_ data: Data) {
    if let result = RecordScanner.value(of: data, RunResult.init) {
      precondition((try? JSONDecoder().decode(RunResult.self, from: data)) == result)
    }
    if let cost = RecordScanner.value(of: data, RunCost.init) {
      precondition((try? JSONDecoder().decode(RunCost.self, from: data)) == cost)
    }
  }

  static let names = ["spec.json", "result.json", "cost.json", "SHA256SUMS", "checkpoint"]

  /// Writes the files into a run's folder whose name is the identity that the specification gives. The
  /// list of checksums holds what is plain, and two of the other forms with other digests, unless the
  /// input has a list of its own.
  static func write(_ input: FolderInput, to scratch: ScratchFolder) -> SpecificationRecord? {
    var files: [String: FolderInput.Entry] = [:]
    for entry in input.entries { files[names[entry.name % names.count]] = entry }
    let record = files["spec.json"].flatMap {
      try? SpecificationRecord(Data($0.bytes), file: "spec.json")
    }
    let folder = "runs/" + (record?.id ?? "0123456789abcdef")
    scratch.makeFolder(folder)
    var sums = ""
    for (name, entry) in files {
      let hole = entry.form == .sparse ? entry.hole : 0
      scratch.write("\(folder)/\(name)", entry.bytes, hole: hole)
      let listed: [UInt8]
      switch entry.form {
      case .plain: listed = entry.bytes
      // As git may have changed its lines, and as anybody may have.
      case .compressed: listed = entry.bytes.filter { $0 != 0x0D }
      case .link: listed = entry.bytes + [0]
      default: continue
      }
      sums += "\(listed.withUnsafeBytes { SHA256.hexadecimal(of: $0) })  \(name)\n"
    }
    if files["SHA256SUMS"] == nil { scratch.write("\(folder)/SHA256SUMS", Array(sums.utf8)) }
    return record
  }

  /// A result as that of a run which diverged after its 100th step, in ten classes.
  static func diverge(_ result: inout JSONTree) {
    guard case .object(var members) = result else { return }
    for index in members.indices {
      switch (members[index].key, members[index].value) {
      case ("outcome", _): members[index].value = .string("diverged")
      case ("steps", _): members[index].value = .word("100")
      case ("accuracy", _): members[index].value = .word("0.1")
      case ("correct", _): members[index].value = .word("500")
      case ("correctBits", _): members[index].value = .string("")
      case (let key, .array(let values)) where key == "losses" || key == "weightDigests":
        members[index].value = .array(Array(values.prefix(2)))
      default: break
      }
    }
    result = .object(members)
  }

  /// Gives the result the identity that the specification has.
  static func agree(_ input: inout FolderInput) {
    guard let place = input.entries.firstIndex(where: { $0.name % names.count == 1 }),
      let specification = input.entries.first(where: { $0.name % names.count == 0 }),
      let record = try? SpecificationRecord(Data(specification.bytes), file: "spec.json"),
      var tree = JSONTree(input.entries[place].bytes)
    else { return }
    tree[text: "id"] = record.id
    input.entries[place].bytes = Array(tree.text.utf8)
  }
}

private enum Measurement {
  private static let names = [
    "timing-attention", "timing-gating", "timing-parallel", "step-times", "initialisation",
    "linear", "margins", "declared", "error-rates",
  ]

  static func kind(of name: String) -> UInt8? {
    names.firstIndex { name.hasPrefix($0) }.map { UInt8($0) }
  }

  static func read(_ kind: UInt8, _ bytes: [UInt8], in scratch: ScratchFolder) {
    let kind = Int(kind) % names.count
    let key: RunStore.MeasurementKey =
      switch kind {
      case 0: .timing(name: .attention, model: .s32)
      case 1: .timing(name: .gating, model: .s32)
      case 2: .parallel(model: .s16)
      case 3: .stepTimes(preset: "quick")
      case 4: .initialisation(dataDigest: "ab", seeds: 1)
      case 5: .linearClassifier(id: "ab")
      case 6: .margins
      case 7: .declared(.quick)
      default: .errorRates(digest: "ab")
      }
    let digest = bytes.withUnsafeBytes { SHA256.hexadecimal(of: $0) }
    scratch.write("runs/measurements/\(key).json", bytes)
    scratch.write("runs/measurements/SHA256SUMS", Array("\(digest)  \(key).json\n".utf8))
    let store = RunStore(path: scratch.path + "/runs")
    do {
      switch kind {
      case 0, 1: _ = try store.measurement(key, as: TimingRecord.self)
      case 2: _ = try store.measurement(key, as: SequenceParallelism.self)
      case 3:
        let times = try store.measurement(key, as: ModelStepTimes.self)
        _ = times?.coreHours(model: .s32, attention: "softmax", steps: 100)
      case 4:
        let result = try store.measurement(key, as: InitialisationResult.self)
        _ = result?.tokens(of: .s32)
      case 5: _ = try store.measurement(key, as: LinearClassifierResult.self)
      case 6:
        let margins = try store.measurement(key, as: MarginsInForce.self)
        _ = margins?.changes(in: try ClaimsFile.shipped())
        _ = margins?.margins.values.map(\.number)
        if let margins { _ = try? JSONEncoder().encode(margins) }
      case 7:
        let declared = try store.measurement(key, as: DeclaredCells.self)
        _ = declared?.change(to: DeclaredCells(.quick, planned: []))
      default: _ = try store.measurement(key, as: ErrorRates.self)?.rates.map(\.isWithinLimit)
      }
    } catch {
      precondition(!"\(error)".isEmpty)
    }
  }
}

/// A checkpoint in parts, of which the file is made with the checksum that it needs.
private struct CheckpointFile {
  /// 0: as a program writes it. 1: with another length of the header. 2: without the checksum.
  var mode: UInt8
  var header: [UInt8]
  var floats: [UInt8]

  static let revision = numericsRevision
  static let parameters = ParameterLayout(specification.model).count

  static let specification = try! RunSpecification(canonicalFields: [
    "data.channels": "1", "data.classes": "2", "data.digest": "ab", "data.height": "4",
    "data.testImages": "10", "data.trainingImages": "10", "data.width": "4",
    "evaluationImages": "10", "model.attention": "softmax", "model.depth": "1",
    "model.heads": "1", "model.patch": "4", "model.width": "8", "recipe.images": "3200",
    "seed": "1",
  ])

  init(mode: UInt8, header: [UInt8], floats: [UInt8]) {
    (self.mode, self.header, self.floats) = (mode, header, floats)
  }

  init(_ input: [UInt8]) {
    mode = input.first ?? 0
    let count = input.dropFirst().prefix(2).reversed().reduce(0) { $0 << 8 | Int($1) }
    header = Array(input.dropFirst(3).prefix(count))
    floats = Array(input.dropFirst(3 + count))
  }

  var encoded: [UInt8] {
    let count = min(header.count, 0xFFFF)
    return [mode, UInt8(count & 255), UInt8(count >> 8)] + header.prefix(count) + floats
  }

  var file: [UInt8] {
    let length =
      mode == 1 ? header.reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) } : UInt64(header.count)
    let content = withUnsafeBytes(of: length.littleEndian) { Array($0) } + header + floats
    guard mode != 2 else { return content }
    var hash = SHA256()
    content.withUnsafeBytes { hash.update($0) }
    return content + hash.finish()
  }
}
