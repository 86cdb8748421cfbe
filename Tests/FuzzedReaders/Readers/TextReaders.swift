import Claims
import Datasets
import Experiments
import Training

extension FuzzedReader {
  /// A preset's file, and the price of what it asks for.
  static let preset = FuzzedReader(name: "preset", sources: ["Experiments/Presets"]) {
    [
      """
      name: mine
      scale: ours
      data: {name: d, trainingImages: 600, testImages: 100, classes: 10, height: 28, width: 28, channels: 1}
      sweeps:
        - families: [alpha, scaling]
          model: [S/32, S/16]
          recipe: [i21k, i1k]
          images: 320
          evaluationImages: 100
          transfer: digits
          cells:
            - {attention: [softmax, uniform, none], seeds: [0, 1], confirmatory: true}
            - {attention: relu, alpha: [0, 1, 0.75], seeds: 0, confirmatory: false, gate: linear, qkNorm: false}
      timings:
        - {name: gating, model: S/32, seconds: 5, halfWidth: 0.03}
        - {name: attention, model: S/8, seconds: 2.5, halfWidth: 0.1, peer: true}
        - {name: models, seconds: 2}
        - {name: parallel, model: S/16}
      initialisation: {seeds: 4}
      """,
      """
      name: mine
      title: Does another rate matter?
      extends: quick
      sweeps:
        - model: S/32
          images: [320, 640]
          batch: [32, 64]
          learningRate: [0.001, 3e-3]
          weightDecay: 1e-4
          warmUp: 0.1
          augmentation: [none, flipsAndShifts]
          evaluationImages: 100
          cells: [{attention: softmax, seeds: 0-1}]
        - model: B/32
          recipe: i1k
          epochs: 0.5
          width: [64, 96]
          depth: 2
          heads: 4
          patch: 7
          positionEmbedding: learned
          pooling: mean
          cells: [{attention: relu, alpha: 1, seeds: 0}]
      """,
    ].map { Array($0.utf8) }
  } read: { input in
    ScratchFolder.shared.use { scratch in
      scratch.write("set/mine.yaml", input)
      let path = scratch.path + "/set/mine.yaml"
      do {
        let data = FashionMNIST.identity
        let preset = try Preset.load(path, data: data, transfer: [.digits])
        precondition(preset.runs.allSatisfy { $0.specification.flops.isFinite })
        precondition(preset.flops.isFinite && preset.timingSeconds.isFinite)
        precondition(preset.runs.prefix(20).allSatisfy { $0.specification.memory(threads: 4) > 0 })
        _ = (preset.runsToTime, preset.runs(of: [.alpha]), preset.rungs)
        for run in preset.runs.prefix(20) {
          let again = try? RunSpecification(canonicalFields: run.specification.canonicalFields)
          precondition(again?.id == run.specification.id)
        }
        _ = preset.initialisationMeasurement?.lengths
        let other = scratch.path + "/set/again.yaml"
        let further = Preset.text(
          extending: path, at: other, named: "further", scale: preset.scale,
          by: Array(preset.runs.prefix(20)),
          note: "more")
        // What it holds already is added to nothing.
        let again = try Preset(file: other, text: further, data: data, transfer: [.digits])
        precondition(again.runs.count == preset.runs.count)
        try preset.requireData()
      } catch {
        precondition(!"\(error)".isEmpty)
      }
    }
  } mutate: {
    try YAMLMutation.mutated($0, &$1)
  }

  /// A claims file.
  static let claims = FuzzedReader(
    name: "claims",
    sources: ["ClaimsFile", "ClaimReading", "StrictFields", "ArmPattern"].map {
      "Claims/ClaimsFile/\($0).swift"
    }
  ) {
    [
      """
      schemaVersion: 2
      claims:
        - id: S1
          sentence: one
          section: abstract
          paperFigure: 1
          figure: scaling
          kind: non-inferiority
          quantity: accuracy
          cells: {recipe: i21k, models: [S/32, S/16], confirmatoryModels: [S/32], h: [relu]}
          difference: {arm: h@1, against: softmax}
          referenceEffect: {arm: softmax, against: uniform}
          combine: all
          published: {value: unknown, uncertainty: 0.1, words: none}
          margin: {fraction: 0.20}
          ceiling: order and shape
        - id: T
          sentence: two
          section: four
          paperFigure: none
          figure: none
          kind: number
          quantity: step time
          cells: {recipe: i21k, models: [S/8], h: []}
          timing: gating
          combine: all
          published: {value: 0.093, uncertainty: unknown, words: core hours}
          margin: {factor: 1.5}
          ceiling: ratio
        - id: A
          sentence: three
          section: four
          paperFigure: 2
          figure: alpha
          kind: optimum
          quantity: accuracy
          cells: {recipe: i21k, models: [S/8], h: [relu, gelu]}
          combine: relu and most others
          published: {value: 1, uncertainty: unknown, words: one}
          margin: {window: [0.75, 1.25]}
          ceiling: absolute value
      """
    ].map { Array($0.utf8) }
  } read: { input in
    ScratchFolder.shared.use { scratch in
      scratch.write("set/mine.yaml", input)
      do {
        let claims = try ClaimsFile(path: scratch.path + "/set/mine.yaml")
        precondition(!claims.digest.isEmpty)
        _ = MarginsInForce(claims).changes(in: claims)
        _ = claims.claims.map(\.margin.number)
        _ = claims.publishedRatio(.gating, model: .s8)
      } catch {
        precondition(!"\(error)".isEmpty)
      }
    }
  } mutate: {
    try YAMLMutation.mutated($0, &$1)
  }

  /// The index of git, whose entries say whether files were changed.
  static let gitIndex = FuzzedReader(
    name: "git-index", sources: ["Training/Runs/GitIndex.swift"]
  ) {
    [2, 3, 4].map { GitIndexFile.bytes(version: $0) }
  } read: { input in
    for length in [20, 32] {
      guard let index = GitIndex(input, digestLength: length) else { continue }
      for entry in index.entries.prefix(4) { _ = entry.holds(Array(entry.path.utf8)) }
    }
  } mutate: { input, mutation in
    guard mutation.one(in: 3), input.count > 12 else { return mutation.bytes(input) }
    // A number of 32 bits at some place of four.
    var changed = input
    let place = mutation.number(below: input.count / 4 - 1) * 4
    let value = mutation.integer()
    for index in 0..<4 {
      changed[place + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * index))
    }
    return changed
  }
}

private enum GitIndexFile {
  /// Three files, one of them in a folder, and the trees that they make.
  static func bytes(version: UInt8) -> [UInt8] {
    var bytes = Array("DIRC".utf8) + [0, 0, 0, version, 0, 0, 0, 3]
    var before = ""
    for name in ["a.txt", "folder/b.txt", "folder/c.txt"] {
      let start = bytes.count
      bytes += [UInt8](repeating: 1, count: 24) + [0, 0, 0x81, 0xA4]
      bytes += [UInt8](repeating: 0, count: 8) + [0, 0, 0, 5] + [UInt8](repeating: 9, count: 20)
      let isExtended = version >= 3
      bytes += [isExtended ? 0x40 : 0, UInt8(name.utf8.count)] + (isExtended ? [0x20, 0] : [])
      if version == 4 {
        let common = zip(before.utf8, name.utf8).prefix { $0 == $1 }.count
        bytes += [UInt8(before.utf8.count - common)] + Array(name.utf8.dropFirst(common)) + [0]
      } else {
        bytes += Array(name.utf8)
        bytes += [UInt8](repeating: 0, count: 8 - (bytes.count - start) % 8)
      }
      before = name
    }
    let tree = Array("\0-1 1\nfolder\02 0\n".utf8)
    bytes += Array("TREE".utf8) + [0, 0, 0, UInt8(tree.count)] + tree
    return bytes + [UInt8](repeating: 0, count: 20)
  }
}
