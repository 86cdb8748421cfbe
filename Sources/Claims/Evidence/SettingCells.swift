import Experiments

extension Cell {
  /// The runs of any panel as cells that differ in their setting too: one for each arm of each setting of
  /// a model and recipe, in the order of the plan. What they are compared in is the reader's; they decide
  /// nothing.
  public static func bySetting(
    planned: [PlannedRun], finished: [FinishedRun], damaged: [DamagedRun], look: Look
  ) -> [Cell] {
    let finished = Dictionary(grouping: finished) { $0.planned.settingAlone }
    let damaged = Dictionary(grouping: damaged) { $0.planned.settingAlone }
    let places = planned.map(\.settingAlone)
    let runs = Dictionary(grouping: zip(places, planned), by: \.0).mapValues { $0.map(\.1) }
    return distinct(places).flatMap { place -> [Cell] in
      let cells = EvidenceRuns(
        planned: runs[place] ?? [], finished: finished[place] ?? [],
        damaged: damaged[place] ?? []
      ).cells(look)
      return distinct((runs[place] ?? []).map { Arm($0.specification.model) }).compactMap { arm in
        cells[CellKey(model: place.model, recipe: place.recipe, arm: arm)]
      }
    }
  }
}

extension PlannedRun {
  /// Without what runs of one setting of a model and a recipe may differ in.
  var settingAlone: PlannedRun {
    PlannedRun(
      specification: specification.setting, model: model, recipe: recipe, families: [],
      confirmatory: false)
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
