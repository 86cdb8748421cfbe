import Claims
import Experiments
import Figures
import Networks
import Paper

extension Report {
  /// The right panel of Figure 1, in numbers.
  var transfer: Section {
    let title = "10-shot transfer"
    let scored = input.finished.filter { $0.result.transfer?.isEmpty == false }
    let sets = Set(scored.flatMap { ($0.result.transfer ?? []).map(\.set.name) }).sorted()
    guard !sets.isEmpty else {
      return Section(title: title, parts: ["No run was scored on another data set."])
    }
    let groups = input.runsOfArms(scored)
    let rows = groups.map { group in
      ["\(group.model)", group.arm.label]
        + sets.map { set in
          let means = group.runs.compactMap { run in
            run.result.transfer?.first { $0.set.name == set }?.mean
          }
          return means.isEmpty ? "-" : NumberText.percent(mean(means))
        } + [NumberText.percent(group.meanTransfer), "\(group.runs.count)"]
    }
    let draws = scored.flatMap { run in
      (run.result.transfer ?? []).map { score in
        [
          "\(run.planned.model)", Arm(run.planned.specification.model).label,
          "\(run.planned.specification.seed)", score.set.name, "\(score.shots)",
          score.accuracies.map { NumberText.percent($0) }.joined(separator: ", "),
          NumberText.grouped(score.evaluated),
        ]
      }
    }
    let one = scored.first?.result.transfer?.first
    let method = """
      A linear probe of frozen representations: \(one?.shots ?? 0) labelled images of each class, \
      standardised by their own mean and deviation, ridge regression in closed form, \
      \(counted(one?.accuracies.count ?? 0, "draw")) of shots. The paper has eight sets, so S3 \
      speaks of a sign at most.
      """
    return Section(
      title: title,
      parts: [
        method,
        MarkdownTable(
          header: ["model", "arm"] + sets.map { "\($0), %" } + ["mean of sets, %", "seeds"],
          rows: rows, numeric: Set(2..<sets.count + 4)
        ).text,
        "<details><summary>Every draw</summary>",
        MarkdownTable(
          header: ["model", "arm", "seed", "set", "shots", "accuracy of each draw, %", "images"],
          rows: draws, numeric: [2, 4, 6]
        ).text,
        "</details>",
      ])
  }

  /// Claim I1: what the weights are before any training.
  var untrained: Section {
    let title = "Attention weights before training"
    guard let result = input.evidence.initialisation else {
      return Section(title: title, parts: ["They were not measured."])
    }
    let attentions = ["softmax"] + Pointwise.allCases.map(\.rawValue)
    let rows = result.lengths.flatMap { tokens in
      [true, false].map { qkNorm in
        ["\(tokens)", qkNorm ? "with" : "without"]
          + attentions.map { attention in
            let means = result.entries.filter {
              $0.tokens == tokens && $0.qkNorm == qkNorm && $0.attention == attention
            }.map { mean($0.scaledMeans) }
            guard let low = means.min(), let high = means.max() else { return "-" }
            return "\(NumberText.fixed(low, places: 2)) to \(NumberText.fixed(high, places: 2))"
          }
      }
    }
    let some = Set(
      result.entries.compactMap { entry in entry.queries.map { (entry.tokens, $0) } }
        .map { "\($0.1) evenly spread queries of \($0.0)" }
    ).sorted()
    let method = """
      L times the mean attention weight of untrained models (width \(result.width), depth \
      \(result.depth), \(counted(result.heads, "head"))), softmax and each h divided by L: the \
      smallest and the largest of the layers' means over \(counted(result.seeds, "seed")), each \
      with its own weights and \(counted(result.images, "training image")), over all heads, \
      queries and keys\(some.isEmpty ? "" : " (\(list(some)))"). Every length sees the same \
      images. Softmax is 1 by its definition; identity's weights have signs, so its mean says \
      little; squared ReLU is the exception that the paper names.
      """
    let verdict =
      input.assessments["I1"].map { ["I1: \($0.verdict.sentence) \($0.reason.sentence)"] } ?? []
    return Section(
      title: title,
      parts: [
        method,
        MarkdownTable(header: ["L", "qk-layernorm"] + attentions, rows: rows, numeric: [0]).text,
      ] + verdict + (picture(.initialisation).map(show) ?? []))
  }

  /// What the x axis of Figure 1 is made of.
  var stepTimes: Section {
    let title = "Core hours"
    guard let times = input.stepTimes else {
      return Section(
        title: title, parts: ["The models' steps were not timed, so there are no core hours."])
    }
    let rows = times.entries.map { entry -> [String] in
      let steps = Set(
        input.preset.runs.filter {
          $0.model == entry.model && $0.families.contains(.scaling)
            && $0.specification.model.attention.name == entry.attention
        }.map(\.specification.recipe.steps)
      ).sorted()
      let hours = steps.compactMap {
        times.coreHours(model: entry.model, attention: entry.attention, steps: $0)
      }
      return [
        "\(entry.model)", entry.attention, "\(entry.batch)",
        "\(NumberText.fixed(entry.secondsPerStep * 1000, places: 2)) "
          + "[\(NumberText.fixed(entry.low * 1000, places: 2)), \(NumberText.fixed(entry.high * 1000, places: 2))]",
        "\(entry.steps)", steps.isEmpty ? "-" : list(steps.map(NumberText.grouped)),
        hours.isEmpty ? "-" : list(hours.map { NumberText.fixed($0, places: 4) }),
      ]
    }
    return Section(
      title: title,
      parts: [
        "Median time of a training step of each model as trained, all models interleaved on one "
          + "machine (\(times.processor), \(counted(times.threads, "thread"))), with a "
          + "distribution-free 95 % interval over steps. Core hours are steps x seconds x threads, "
          + "never the wall clock of a training.",
        MarkdownTable(
          header: [
            "model", "attention", "batch", "ms a step, 95 %", "steps timed", "steps of a run",
            "core hours of a run",
          ], rows: rows, numeric: [2, 4]
        ).text,
      ])
  }

}

extension ReportInput {
  /// The finished runs of one arm of one model under one recipe.
  struct ArmRuns {
    let model: PaperModel
    let recipe: RecipeName
    let arm: Arm
    /// In the order of their seeds.
    let runs: [FinishedRun]

    /// Mean over seeds of the mean over sets, in [0, 1].
    var meanTransfer: Double {
      mean(runs.compactMap(\.result.transferAccuracy))
    }
  }

  /// In the order in which models and arms come first.
  func runsOfArms(_ runs: [FinishedRun]) -> [ArmRuns] {
    var order: [CellKey] = []
    var members: [CellKey: [FinishedRun]] = [:]
    for run in runs {
      let key = CellKey(
        model: run.planned.model, recipe: run.planned.recipe,
        arm: Arm(run.planned.specification.model))
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(run)
    }
    return order.map { key in
      ArmRuns(
        model: key.model, recipe: key.recipe, arm: key.arm,
        runs: (members[key] ?? []).sorted {
          $0.planned.specification.seed < $1.planned.specification.seed
        })
    }
  }
}
