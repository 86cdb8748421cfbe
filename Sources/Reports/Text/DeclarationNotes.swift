import Claims
import Experiments
import Figures

extension ReportInput {
  /// Sentences on the rules that were in force before results were seen.
  public var ruleNotes: [String] { marginNotes + declarationNotes }

  /// For each rung with a finished run of its own: whether what it declares to decide is what was noted
  /// before the first of them.
  public var declarationNotes: [String] {
    var below: Set<RunSpecification> = []
    let finished = Set(finished.map(\.planned.specification))
    return preset.rungs.compactMap { rung, planned -> String? in
      let own = planned.map(\.specification).filter { !below.contains($0) }
      below.formUnion(own)
      guard own.contains(where: finished.contains) else { return nil }
      let now = DeclaredCells(rung, planned: planned)
      guard let noted = declarations[rung] else {
        return
          "The store holds no record of what `\(rung.rawValue)` declared before its first run, so it cannot "
          + "be told whether a cell was added since."
      }
      let change = noted.change(to: now)
      guard !change.isNone else {
        return
          "What `\(rung.rawValue)` declares, \(counted(now.cells.count, "arm")) with their seeds at "
          + "\(Look.words(of: 1 - rung.level)), is what was noted before its first run."
      }
      return "Since the first run of `\(rung.rawValue)` the rules were changed: "
        + words(change, level: rung.level).joined(separator: "; ") + "."
    }
  }

  private func words(_ change: DeclaredCells.Change, level: Double) -> [String] {
    func listed(_ cells: [String], _ what: String) -> String? {
      cells.isEmpty
        ? nil : "\(counted(cells.count, "arm")) \(what) (\(cells.joined(separator: ", ")))"
    }
    return [
      listed(change.added, "declared since"), listed(change.removed, "no longer declared"),
      listed(change.reseeded, "with other seeds"),
      change.levelWas.map {
        "intervals of \(Look.words(of: 1 - level)) in place of \(Look.words(of: 1 - $0))"
      },
    ].compactMap(\.self)
  }
}
