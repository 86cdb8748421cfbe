import Claims
import Datasets
import Experiments
import Networks
import Paper
import Reports
import Timing

/// A report's input that holds all four families, transfer, step times and initialisation, with
/// accuracies that are made up.
struct FamiliesInput {
  /// How much was run of it.
  enum Size: CaseIterable {
    /// One seed in most cells, every model on another number of images, little at great lengths.
    case thin
    /// Five seeds, every cell of the grid, all models on as many images.
    case full
  }

  let size: Size
  /// Runs that diverged.
  var diverges: (PlannedRun) -> Bool = { _ in false }
  /// Runs that are there.
  var holds: (PlannedRun) -> Bool = { _ in true }
  /// The loss of an interval, where it is not what the accuracy leaves.
  var loss: (PlannedRun, Int) -> Double? = { _, _ in nil }
  /// L times the mean weight of h in a layer at a length, where it is not the usual one.
  var meanWeight: (_ h: String, _ tokens: Int, _ layer: Int) -> Double? = { _, _, _ in nil }
  var hasStepTimes = true
  var hasTransfer = true

  static let data = FashionMNIST.identity
  static let digits = TransferSet(
    name: "digits", digest: String(repeating: "cd", count: 32), classes: 10, testImages: 797)
  static let alphas = [0, 0.5, 0.75, 1, 1.25, 1.5, 2]

  /// Images shown, images tested, and the accuracy that softmax reaches with them.
  private func training(_ model: PaperModel) -> (images: Int, tested: Int, softmax: Double) {
    switch (size, model) {
    case (.thin, .s32): (14_016, 5_000, 0.742)
    case (.thin, .s16): (4_992, 2_000, 0.583)
    case (.thin, .s8): (992, 500, 0.312)
    case (.thin, .b32): (8_000, 2_000, 0.733)
    case (.thin, .b16): (1_984, 1_000, 0.524)
    case (.thin, _): (992, 1_000, 0.401)
    case (.full, .s32): (60_000, 10_000, 0.824)
    case (.full, .s16): (60_000, 10_000, 0.836)
    case (.full, .s8): (60_000, 10_000, 0.829)
    case (.full, .b32): (60_000, 10_000, 0.846)
    case (.full, .b16): (60_000, 10_000, 0.859)
    case (.full, _): (60_000, 10_000, 0.871)
    }
  }

  /// From -1 to 1, the same for the same words.
  private func noise(_ words: String) -> Double {
    let hash = words.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return Double((hash ^ hash >> 29) % 2001) / 1000 - 1
  }

  private func accuracy(_ run: PlannedRun) -> Double {
    let model = run.specification.model
    let base =
      training(run.model).softmax - (run.recipe == .i1k ? 0.021 : 0)
      + (run.panel == .trainingLength ? 0.05 : 0)
    let spread = size == .thin ? 0.012 : 0.004
    let effect: Double =
      switch model.attention {
      case .softmax: 0
      // What attention is worth shrinks with training.
      case .uniform: run.panel == .trainingLength ? 0.002 : -0.052
      case .none: -0.034
      case .pointwise(let h, let alpha):
        -0.006 - 0.004 * Double(Pointwise.allCases.firstIndex(of: h)!)
          - 0.026 * (alpha.value - 1) * (alpha.value - 1) * (alpha.value < 1 ? 1.3 : 0.8)
      }
    let option = (model.qkNorm ? 0 : -0.004) + (model.gate == .none ? 0 : 0.006)
    let seed = run.specification.seed
    return base + effect + option + spread * 0.6 * noise("\(seed) of \(run.model)")
      + spread * 0.6 * noise("\(Arm(model).label) \(seed) of \(run.model)")
  }

  private func runs(
    _ model: PaperModel, recipe: RecipeName = .i21k, _ families: [Family], seeds: Range<UInt64>,
    _ arms: [Arm]
  ) -> [PlannedRun] {
    let shape = ScaledModel(model)!.ours
    let training = training(model)
    return arms.flatMap { arm in
      seeds.map { seed in
        let configuration = VisionTransformerConfiguration(
          patch: shape.patch, width: shape.width, depth: shape.depth, heads: shape.heads,
          attention: arm.attention, qkNorm: arm.qkNorm, gate: arm.gate,
          pooling: recipe == .i1k ? .classToken : .mean, preLogits: recipe == .i1k)
        return PlannedRun(
          specification: RunSpecification(
            model: configuration, recipe: TrainingRecipe(images: training.images),
            data: Self.data, evaluationImages: training.tested,
            transfer: hasTransfer ? [Self.digits] : [], seed: seed),
          model: model, recipe: recipe, families: families, confirmatory: seeds.count >= 3)
      }
    }
  }

  private func sweep(
    _ functions: [Pointwise], _ alphas: [Double], gate: VisionTransformerConfiguration.Gate = .none,
    qkNorm: Bool = true
  ) -> [Arm] {
    functions.flatMap { h in
      alphas.map {
        Arm(.pointwise(h, alpha: LengthExponent($0)), gate: gate, qkNorm: qkNorm)
      }
    }
  }

  /// Five times as many images, exploratory, in a panel of their own.
  private var longer: [PlannedRun] {
    runs(.s32, [.alpha], seeds: 0..<2, [Arm(.softmax), Arm(.uniform)] + sweep([.relu], [0, 1])).map
    {
      var run = $0
      run.specification.recipe.images = 5 * training(.s32).images
      run.panel = .trainingLength
      run.confirmatory = false
      return run
    }
  }

  private static let controls = [AttentionKind.softmax, .uniform, .none].map { Arm($0) }

  /// Which runs a preset of this size would list; a run stands in one family alone.
  var planned: [PlannedRun] {
    let rectified: [Pointwise] = [.relu, .squaredReLU]
    switch size {
    case .thin:
      let others = Pointwise.allCases.filter { $0 != .relu }
      let scaling = [Arm(.softmax)] + sweep([.relu], [1])
      return runs(.s32, [.alpha], seeds: 0..<3, Self.controls + sweep([.relu], [0, 1]))
        + runs(.s32, [.alpha], seeds: 0..<1, sweep([.relu], [0.5, 0.75, 1.25, 1.5, 2]))
        + runs(.s32, [.alpha], seeds: 0..<1, sweep(others, [0, 1, 2]))
        + runs(.s32, [.qknorm], seeds: 0..<1, sweep(rectified, [0, 1], qkNorm: false))
        + runs(.s32, [.gating], seeds: 0..<1, sweep(rectified, [0, 1], gate: .linear))
        + runs(
          .s32, recipe: .i1k, [.alpha], seeds: 0..<1,
          [Arm(.softmax)] + sweep([.relu], [0, 1, 2]))
        + runs(
          .s16, [.alpha], seeds: 0..<1, Self.controls.dropLast() + sweep([.relu], [0, 1, 2]))
        + runs(.s8, [.alpha], seeds: 0..<1, [Arm(.softmax)] + sweep([.relu], [0, 1]))
        + [PaperModel.b32, .b16, .l16].flatMap { runs($0, [.scaling], seeds: 0..<1, scaling) }
        + longer
    case .full:
      let swept = [PaperModel.s32, .s16, .s8].flatMap { model in
        [RecipeName.i21k, .i1k].flatMap { recipe in
          runs(
            model, recipe: recipe, [.alpha], seeds: 0..<5,
            Self.controls + sweep(Pointwise.allCases, Self.alphas))
        }
          + runs(model, [.qknorm], seeds: 0..<5, sweep(rectified, Self.alphas, qkNorm: false))
          + runs(model, [.gating], seeds: 0..<5, sweep(rectified, Self.alphas, gate: .linear))
      }
      return swept
        + [PaperModel.b32, .b16, .l16].flatMap {
          runs($0, [.scaling], seeds: 0..<5, Self.controls + sweep([.relu], [1]))
        } + longer
    }
  }

  private func result(_ run: PlannedRun) -> RunResult {
    let isDiverged = diverges(run)
    let evaluated = run.specification.evaluationImages
    let accuracy = isDiverged ? 0.1 : accuracy(run)
    let correct = Int((accuracy * Double(evaluated)).rounded())
    let scores = [-0.01, 0, 0.012].map { isDiverged ? 0.1 : 0.55 + 0.3 * (accuracy - 0.5) + $0 }
    return RunResult(
      id: run.specification.id, numericsRevision: 1,
      outcome: isDiverged ? .diverged : .completed, steps: run.specification.recipe.steps,
      correct: correct, evaluated: evaluated, accuracy: Double(correct) / Double(evaluated),
      losses: losses(run), weightDigests: [], correctBits: "",
      transfer: hasTransfer
        ? [TransferScore(set: Self.digits, shots: 10, accuracies: scores, evaluated: 797)] : nil)
  }

  /// Falling to what the accuracy leaves; three of them where the run diverged.
  private func losses(_ run: PlannedRun) -> [Double] {
    let count = diverges(run) ? 3 : (run.specification.recipe.steps + 49) / 50
    return (0..<count).map { loss(run, $0) ?? 3 * (1 - accuracy(run)) + 2 / Double($0 + 1) }
  }

  private var stepTimes: ModelStepTimes {
    let seconds = [PaperModel.s32: 0.009, .s16: 0.055, .b32: 0.03, .b16: 0.17, .l16: 0.68]
    return ModelStepTimes(
      entries: seconds.flatMap { model, time in
        [("softmax", 1.0), ("relu", 0.93)].map { attention, factor in
          ModelStepTimes.Entry(
            model: model, attention: attention, batch: 32, secondsPerStep: time * factor,
            low: time * factor * 0.99, high: time * factor * 1.01, steps: 40)
        }
      }, threads: 2, processor: "a processor")
  }

  /// L times the mean weight of each layer falls short of h's mean by a layer's share.
  private var initialisation: InitialisationResult {
    let means: [(String, Double)] = [
      ("softmax", 1), ("relu", 0.4), ("squaredReLU", 0.5), ("gelu", 0.28), ("softplus", 0.81),
      ("identity", -0.01), ("relu6", 0.4), ("sigmoid", 0.5),
    ]
    let entries = [49, 196, 784, 3136].flatMap { tokens in
      means.flatMap { name, mean in
        [true, false].flatMap { qkNorm in
          (0..<4).map { layer in
            let isFixed = name == "softmax" || (!qkNorm && name == "sigmoid")
            let factor = isFixed ? 1 : (qkNorm ? 1 : 0.2) * (1 - 0.08 * Double(layer))
            return InitialisationResult.Entry(
              tokens: tokens, attention: name, qkNorm: qkNorm, layer: layer,
              scaledMeans: meanWeight(name, tokens, layer).map { [$0] }
                ?? [mean * factor * 0.98, mean * factor * 1.02])
          }
        }
      }
    }
    return InitialisationResult(
      numericsRevision: 1, dataDigest: Self.data.digest, images: 64, seeds: 2, width: 32, depth: 4,
      heads: 2, entries: entries)
  }

  func input() throws -> ReportInput {
    let planned = planned
    let finished = planned.filter(holds).map {
      FinishedRun(planned: $0, result: result($0), cost: nil)
    }
    // The preset's one run is in no cell of ours: evidence takes finished runs as planned.
    let preset = try Preset(
      file: "hand-made.yaml",
      text: """
        name: hand-made
        sweeps:
          - families: [alpha]
            model: L/16
            recipe: i21k
            images: \(training(.s32).images)
            evaluationImages: \(training(.s32).tested)
            cells:
              - {attention: sigmoid, alpha: 2, seeds: [0], confirmatory: false}
        """, data: Self.data)
    return ReportInput(
      preset: preset, finished: finished, missing: [], timings: [],
      linearClassifier: LinearClassifierResult(
        id: "linear", dataDigest: Self.data.digest, images: training(.s32).images, correct: 810,
        evaluated: 1000, accuracy: size == .thin ? 0.763 : 0.812),
      stepTimes: hasStepTimes ? stepTimes : nil, initialisation: initialisation,
      claims: try ClaimsFile.shipped())
  }
}
