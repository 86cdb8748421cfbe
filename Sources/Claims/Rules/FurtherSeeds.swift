import Experiments

extension Evidence {
  /// The runs that `seeds` more seeds of every one of some cells come to: specifications equal to
  /// those of the cell's planned runs but for the seed. Arms are compared over the seeds that they
  /// share, so these are the lowest seeds that not all of the cells have, and a cell that has one
  /// of them already is not trained on it again.
  public func furtherRuns(seeds: Int, of keys: [CellKey]) -> [PlannedRun] {
    let cells = keys.compactMap { self.cells[$0] }
    let shared = cells.dropFirst().reduce(cells.first?.seeds ?? []) { $0.intersection($1.seeds) }
    // From the first that any of them has on: lower ones were looked at in pilots.
    let first = cells.compactMap { $0.seeds.min() }.min() ?? 0
    let further = (first...).lazy.filter { !shared.contains($0) }.prefix(seeds)
    return cells.flatMap { cell -> [PlannedRun] in
      // Where some of a cell's runs were scored on more transfer sets, so are the new ones.
      let template = cell.planned.max {
        $0.specification.transfer.count < $1.specification.transfer.count
      }
      guard let template else { return [] }
      return further.filter { !cell.seeds.contains($0) }.map { seed in
        var run = template
        run.specification.seed = seed
        // The ladder's looks are fixed beforehand: what is trained besides is exploratory.
        if look.rung != nil { run.confirmatory = false }
        return run
      }
    }
  }
}
