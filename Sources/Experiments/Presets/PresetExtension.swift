import Foundation
import Networks
import Yams

extension Preset {
  /// The text of a file that extends a preset by further runs.
  ///
  /// - Parameters:
  ///   - base: a shipped preset's name or a file's path, as `load` takes it.
  ///   - path: where the file will be.
  ///   - name: of the new preset.
  ///   - scale: the base's.
  ///   - runs: planned on the same data, and with the same transfer sets at hand, as the preset
  ///     that the text will be loaded as.
  ///   - note: a comment at its top, one line.
  public static func text(
    extending base: String, at path: String, named name: String, scale: ModelScale = .ours,
    by runs: [PlannedRun], note: String
  ) -> String {
    let keys: [(Node, Node)] = [
      ("name", Node(name)), ("extends", Node(reference(to: base, from: path))),
      ("sweeps", Node(sweeps(of: runs, scale))),
    ]
    do {
      return try "# \(note)\n" + Yams.serialize(node: Node(keys), width: 100, allowUnicode: true)
    } catch {
      preconditionFailure("a preset of plain words cannot be written: \(error)")
    }
  }

  /// What a file calls the preset that it extends: another file of its folder by its name, one
  /// elsewhere by its whole path.
  private static func reference(to base: String, from path: String) -> String {
    guard isPath(base) else { return base }
    let (base, path) = (URL(fileURLWithPath: base), URL(fileURLWithPath: path))
    let (folder, other) = (base.deletingLastPathComponent(), path.deletingLastPathComponent())
    return folder.standardizedFileURL.path == other.standardizedFileURL.path
      ? "./" + base.lastPathComponent : base.path
  }

  /// One sweep for all seeds of one arm.
  private static func sweeps(of runs: [PlannedRun], _ scale: ModelScale) -> [Node] {
    var seeds: [PlannedRun: [UInt64]] = [:]
    var arms: [PlannedRun] = []
    for run in runs {
      var arm = run
      arm.specification.seed = 0
      if seeds[arm] == nil { arms.append(arm) }
      seeds[arm, default: []].append(run.specification.seed)
    }
    return arms.map { sweep(of: $0, seeds: seeds[$0] ?? [], scale) }
  }

  private static func sweep(
    of arm: PlannedRun, seeds: [UInt64], _ scale: ModelScale
  ) -> Node {
    let specification = arm.specification
    let model = specification.model
    var cell: [(Node, Node)] = [("attention", Node(model.attention.name))]
    if let alpha = model.attention.alpha { cell.append(("alpha", Node("\(alpha.value)"))) }
    if model.gate != .none { cell.append(("gate", Node(model.gate.rawValue))) }
    if !model.qkNorm { cell.append(("qkNorm", "false")) }
    cell.append(("seeds", list(seeds.map { "\($0)" })))
    cell.append(("confirmatory", Node("\(arm.confirmatory)")))
    var sweep: [(Node, Node)] = []
    if !arm.families.isEmpty { sweep.append(("families", list(arm.families.map(\.rawValue)))) }
    sweep += [
      ("model", Node(arm.model.description)), ("recipe", Node(arm.recipe.description)),
      ("images", Node("\(specification.recipe.images)")),
    ]
    sweep += settings(of: arm, scale)
    sweep += [
      ("evaluationImages", Node("\(specification.evaluationImages)")),
      // In a file that adds to a shipped preset, a sweep is exploratory where it says nothing else.
      ("panel", Node(arm.panel.rawValue)),
    ]
    if !specification.transfer.isEmpty {
      sweep.append(("transfer", list(specification.transferNames)))
    }
    sweep.append(("cells", Node([Node(cell, .implicit, .flow)])))
    return Node(sweep)
  }

  private static func settings(of run: PlannedRun, _ scale: ModelScale) -> [(Node, Node)] {
    var fields = run.ownFields(scale)
    // Without heads, those of a width follow from it.
    if fields.contains(.width) && !fields.contains(.heads) { fields.append(.heads) }
    return fields.map { (Node($0.rawValue), Node($0.text(of: run.specification))) }
  }

  private static func list(_ words: [String]) -> Node {
    Node(words.map { Node($0) }, .implicit, .flow)
  }
}
