import Claims
import Experiments
import Figures
import Reports
import Training

/// A plan in words and columns.
struct PlanTable {
  private let plan: Plan
  private let families: [Family]
  private let scope: [String]
  private let stores: RunStores
  private let nodes: Int?

  /// - Parameters:
  ///   - families: whose rows are shown; nothing for all.
  ///   - scope: what the plan is restricted to, in words; nothing where it is the whole preset.
  ///   - stores: what is measured already stands in them.
  ///   - nodes: how many machines share it, where that is to be priced too.
  init(
    _ plan: Plan, families: [Family] = [], scope: [String] = [], stores: RunStores,
    nodes: Int? = nil
  ) {
    self.plan = plan
    self.families = families
    self.scope = scope
    self.stores = stores
    self.nodes = nodes
  }

  /// A row for each family, model and recipe, and what all come to.
  var text: String {
    let rows = plan.rows.filter { row in
      families.isEmpty || (row.family.map(families.contains) ?? false)
    }
    let table = Table(
      [.text("family"), .text("model"), .number("L"), .text("recipe")]
        + [
          "cells", "runs", "seeds", "images", "test", unit.name, "time", "memory", "done",
          "missing",
        ].map(Table.Column.number),
      rows: rows.map { row in
        [
          .text(row.family?.rawValue ?? row.panel.rawValue), .text("\(row.model)"),
          .text(Self.words(row.tokens)),
          .text("\(row.recipe)"),
          .whole(row.cells), .whole(row.entries.count), .text(Self.words(row.seeds)),
          .text(Self.words(row.images)), .text(Self.words(row.evaluationImages)),
          .text(unit.words(row.flops)), .text(DurationText.of(row.seconds)),
          .text(Self.words(bytes: row.memory)),
          .whole(row.finished), .whole(row.missing),
        ]
      })
    let question = plan.preset.title.map { ["question: \($0)"] } ?? []
    var lines = question + [TerminalPrinter.text(of: table), ""]
    let shared = plan.entries.count { $0.run.families.count > 1 }
    if shared > 0 && rows.count > 1 {
      lines.append(
        "\(counted(shared, "run")) of several families \(shared == 1 ? "is" : "are") trained once "
          + "and counted in each; the total counts them once.")
    }
    lines += otherWork
    lines += ladder
    lines.append(memory)
    lines.append(speeds)
    lines.append(total)
    if let nodes { lines.append(share(of: nodes)) }
    return lines.joined(separator: "\n")
  }

  /// A row for each run.
  var runs: String {
    let rows = plan.entries.map { entry -> [Table.Cell] in
      let specification = entry.run.specification
      let model = specification.model
      let transfer = specification.transferNames
      return [
        .text(specification.id), .text(entry.run.families.map(\.rawValue).joined(separator: ",")),
        .text("\(entry.run.model)"), .text("\(entry.run.recipe)"), .text(model.attention.name),
        .optional(model.attention.alpha.map { NumberText.plain($0.value) }),
        .text(model.gate.rawValue), .text(model.qkNorm ? "yes" : "no"),
        .text("\(specification.seed)"), .whole(specification.recipe.images),
        .optional(transfer.isEmpty ? nil : transfer.joined(separator: ",")),
        .number(specification.flops / 1e12, places: 3), .text(DurationText.of(entry.seconds)),
        .text(
          entry.state.rawValue + (entry.run.confirmatory ? "" : ", exploratory")
            + entry.run.ownFieldsWords),
      ]
    }
    return TerminalPrinter.text(
      of: Table(
        [
          .text("run"), .text("families"), .text("model"), .text("recipe"), .text("attention"),
          .number("alpha"), .text("gate"), .text("qk-norm"), .number("seed"), .number("images"),
          .text("transfer"), .number("TFLOP"), .number("time"), .text("state"),
        ], rows: rows))
  }

  /// What a report measures besides the runs.
  private var otherWork: [String] {
    let preset = plan.preset
    guard scope.isEmpty else { return [] }
    func state(_ keys: [RunStore.MeasurementKey]) -> String {
      keys.allSatisfy(stores.holds) ? ", measured" : ""
    }
    var lines = preset.timings.map {
      "timing: \($0.name) at the paper's shape of \($0.model), about "
        + DurationText.of($0.seconds) + state([$0.key])
    }
    if let seconds = preset.stepTimeSeconds {
      lines.append(
        "timing: a step of each of the \(counted(preset.runsToTime.count, "model")) of scaling, "
          + DurationText.of(seconds) + state([.stepTimes(preset: preset.name)]))
    }
    if !preset.parallelModels.isEmpty {
      lines.append(
        "counts: what processes send each other that share a layer of "
          + preset.parallelModels.map(\.description).joined(separator: ", ")
          + state(preset.parallelModels.map { .parallel(model: $0) }))
    }
    if let seeds = preset.initialisation {
      lines.append(
        "untrained models: mean attention weights over \(counted(seeds, "seed"))"
          + state([preset.initialisationMeasurement?.key].compactMap(\.self)))
    }
    return lines
  }

  /// At most, of what the stores lack.
  private var secondsOfTiming: Double {
    let preset = plan.preset
    let steps = stores.holds(.stepTimes(preset: preset.name)) ? 0 : preset.stepTimeSeconds ?? 0
    return preset.timings.filter { !stores.holds($0.key) }.reduce(steps) { $0 + $1.seconds }
  }

  /// Whether a report of the whole preset would only draw.
  private var isWhole: Bool {
    scope.isEmpty && plan.entries.count == plan.preset.runs.count && plan.missing.isEmpty
      && plan.preset.plannedMeasurements.allSatisfy { stores.holds($0.key) }
  }

  /// The preset's place on the ladder, and what it has from the preset below.
  private var ladder: [String] {
    let preset = plan.preset
    guard scope.isEmpty, plan.entries.count == preset.runs.count else { return [] }
    var lines: [String] = []
    if let rung = preset.rung {
      let order = Rung.allCases.map(\.rawValue).joined(separator: ", ")
      lines.append(
        "rung: \(rung.rawValue), of the ladder \(order); a cell decides once here, at a level of "
          + "\(NumberText.shortest(rung.level * 100, places: 1)) %, when all its seeds are in")
    }
    if let (base, entries) = plan.inherited {
      let kept = Set(entries.map(\.run.specification))
      let rest = plan.entries.filter { !kept.contains($0.run.specification) }
      lines.append(
        "inherited: \(counted(entries.count, "run")) of \(base.name), "
          + "\(entries.count(where: \.state.isFinished)) of them finished; the other \(rest.count) take "
          + "\(unit.words(rest.map(\.run).flops)) \(unit.name), about "
          + "\(DurationText.of(rest.reduce(0) { $0 + $1.seconds })) in all")
    }
    return lines
  }

  /// What the dearest run takes, and whether this machine has it.
  private var memory: String {
    let most = plan.entries.map(\.memory).max() ?? 0
    let data = plan.preset.data
    let pixels = data.height * data.width * data.channels
    let images = Double(data.trainingImages + data.testImages) * Double(pixels)
    let line =
      "memory: at most \(Self.words(bytes: most)) in training on "
      + "\(counted(plan.calibration.threads, "thread")), beside the program and "
      + "\(Self.words(bytes: Int(images))) of data"
    guard let own = Machine.memory, Double(most) + images > Double(own) else { return line }
    return line
      + "; more than the \(Self.words(bytes: own)) of this machine, which cannot train it"
  }

  private var speeds: String {
    func words(_ name: String, _ rate: Double) -> String {
      "\(name) \(NumberText.fixed(rate / 1e9, places: 0))"
    }
    let rates =
      plan.calibration.rates.sorted { $0.key < $1.key }.map { words("\($0.key)", $0.value) }
      + plan.calibration.otherRates.map { size, rate in
        words(
          "\(size.model) of width \(size.shape.width), depth \(size.shape.depth), patch "
            + "\(size.shape.patch), batch \(size.batch)", rate)
      }.sorted()
    return "GFLOP/s on \(counted(plan.calibration.threads, "thread")), just measured: "
      + rates.joined(separator: ", ") + "."
  }

  private var total: String {
    let preset = plan.preset
    let missing = plan.missing
    let timing = scope.isEmpty ? secondsOfTiming : 0
    let name = ([preset.name] + scope).joined(separator: " ")
    return "\(name): \(counted(plan.entries.count, "run")), "
      + "\(unit.words(plan.entries.map(\.run).flops)) \(unit.name); "
      + "\(plan.finished) finished in \(stores.names), \(missing.count) to train"
      + (missing.isEmpty ? "" : ", about \(DurationText.of(missing.secondsLeft))")
      + (timing > 0 ? " and \(DurationText.of(timing)) of timing at most" : "")
      + (isWhole ? ": nothing is missing." : ".")
  }

  private func share(of nodes: Int) -> String {
    let seconds = plan.seconds(onNodes: nodes)
    let hours = NumberText.fixed(seconds * Double(nodes) / 3600, places: 0)
    return "On \(counted(nodes, "machine")) like this one, each with a process of "
      + "\(counted(plan.calibration.threads, "thread")): about \(DurationText.of(seconds)), "
      + "\(hours) machine hours; the longest run takes "
      + "\(DurationText.of(plan.missing.map(\.secondsLeft).max() ?? 0))."
  }

  private static func words(bytes: Int) -> String {
    let megabytes = Double(bytes) / 1e6
    return megabytes < 9_999
      ? "\(NumberText.fixed(megabytes.rounded(.up), places: 0)) MB"
      : "\(NumberText.fixed((megabytes / 1000).rounded(.up), places: 0)) GB"
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
  }

  private var unit: ComputeUnit { ComputeUnit(for: plan.entries.map(\.run).flops) }
}
