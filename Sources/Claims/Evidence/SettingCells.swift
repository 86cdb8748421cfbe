import Experiments

extension Cell {
  /// The runs of any panel as cells that differ in their setting too: one for each arm of each setting of
  /// a model and recipe, in the order of the plan. What they are compared in is the reader's; they decide
  /// nothing.
  public static func bySetting(
    planned: [PlannedRun], finished: [FinishedRun], damaged: [DamagedRun], look: Look
  ) -> [Cell] {
    struct Place: Hashable {
      let run: PlannedRun

      /// Without what runs of one setting may differ in.
      init(_ run: PlannedRun) {
        self.run = PlannedRun(
          specification: run.specification.setting, model: run.model, recipe: run.recipe,
          families: [], confirmatory: false)
      }
    }
    let finished = Dictionary(grouping: finished) { Place($0.planned) }
    let damaged = Dictionary(grouping: damaged) { Place($0.planned) }
    let places = planned.map(Place.init)
    let runs = Dictionary(grouping: zip(places, planned), by: \.0).mapValues { $0.map(\.1) }
    return distinct(places).flatMap { place -> [Cell] in
      let cells = EvidenceRuns(
        planned: runs[place] ?? [], finished: finished[place] ?? [],
        damaged: damaged[place] ?? []
      ).cells(look)
      return distinct((runs[place] ?? []).map { Arm($0.specification.model) }).compactMap { arm in
        cells[CellKey(model: place.run.model, recipe: place.run.recipe, arm: arm)]
      }
    }
  }
}

extension RunSpecification {
  /// What a run shares with those that it may be compared with: everything but the arm, the seed, and the
  /// sets that a trained model is scored on besides.
  var setting: RunSpecification {
    var setting = self
    setting.model.attention = .softmax
    setting.model.gate = .none
    setting.model.qkNorm = true
    setting.transfer = []
    setting.seed = 0
    return setting
  }
}
