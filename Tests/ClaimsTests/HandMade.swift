import Claims
import Datasets
import Experiments
import Networks
import Paper
import Timing

/// Runs with accuracies that a test chooses, at the shape of the quick preset.
enum HandMade {
  static let relu1 = Arm(.pointwise(.relu, alpha: LengthExponent(1.0)))
  static let relu0 = Arm(.pointwise(.relu, alpha: LengthExponent(0.0)))
  static let softmax = Arm(.softmax)
  static let uniform = Arm(.uniform)
  static let none = Arm(.none)

  static func arm(_ h: Pointwise, _ alpha: Double) -> Arm {
    Arm(.pointwise(h, alpha: LengthExponent(alpha)))
  }

  static let testImages = 10_000

  static func transferSet(_ name: String) -> TransferSet {
    TransferSet(name: name, digest: name + " digest", classes: 10, testImages: 1000)
  }

  static func planned(
    _ arm: Arm, seed: UInt64, model: PaperModel = .s32, recipe: RecipeName = .i21k,
    confirmatory: Bool = true, images: Int = 24_000
  ) -> PlannedRun {
    let shape = VisionTransformerConfiguration(
      attention: arm.attention, qkNorm: arm.qkNorm, gate: arm.gate)
    return PlannedRun(
      specification: RunSpecification(
        model: shape, recipe: TrainingRecipe(images: images),
        data: FashionMNIST.identity,
        evaluationImages: testImages, seed: seed),
      model: model, recipe: recipe, families: [.alpha], confirmatory: confirmatory)
  }

  /// - Parameter accuracy: rounded to a whole number of test images, unless it is not a share.
  static func finished(
    _ planned: PlannedRun, accuracy: Double, diverged: Bool = false, correctBits: String = ""
  ) -> FinishedRun {
    let isShare = (0...1).contains(accuracy)
    let correct = isShare ? Int((accuracy * Double(testImages)).rounded()) : 0
    return FinishedRun(
      planned: planned,
      result: RunResult(
        id: "hand-made", numericsRevision: 1, outcome: diverged ? .diverged : .completed,
        steps: 750, correct: correct, evaluated: testImages,
        accuracy: isShare ? Double(correct) / Double(testImages) : accuracy, losses: [],
        weightDigests: [], correctBits: correctBits),
      cost: RunCost(
        trainingSeconds: 10, evaluationSeconds: 1, threads: 2, host: "", processor: "", system: "",
        load: 0, finished: "",
        build: .init(revision: "", compiler: "", vectorInstructions: "")))
  }

  /// One model's arms with their accuracies, seed 0 first; nil for a planned run without a result,
  /// a value below zero for one that diverged.
  static func runs(
    _ arms: [Arm: [Double?]], model: PaperModel = .s32, recipe: RecipeName = .i21k,
    confirmatory: Bool = true
  ) -> (planned: [PlannedRun], finished: [FinishedRun]) {
    var planned: [PlannedRun] = []
    var finished: [FinishedRun] = []
    for (arm, accuracies) in arms.sorted(by: { $0.key < $1.key }) {
      for (seed, accuracy) in accuracies.enumerated() {
        let run = Self.planned(
          arm, seed: UInt64(seed), model: model, recipe: recipe, confirmatory: confirmatory)
        planned.append(run)
        guard let accuracy else { continue }
        finished.append(
          accuracy < 0
            ? Self.finished(run, accuracy: 0.1, diverged: true)
            : Self.finished(run, accuracy: accuracy))
      }
    }
    return (planned, finished)
  }

  static func evidence(
    _ arms: [Arm: [Double?]], model: PaperModel = .s32, confirmatory: Bool = true,
    timings: [TimingComparison] = []
  ) -> Evidence {
    let runs = runs(arms, model: model, confirmatory: confirmatory)
    return Evidence(planned: runs.planned, finished: runs.finished, timings: timings)
  }

  static func evidence(models: [PaperModel: [Arm: [Double?]]]) -> Evidence {
    let runs = models.sorted { $0.key < $1.key }.map { HandMade.runs($0.value, model: $0.key) }
    return Evidence(planned: runs.flatMap(\.planned), finished: runs.flatMap(\.finished))
  }

  /// Three or more paired seeds of the arms that the first claims need: what every seed shares is
  /// added to each, and a small residual that differs by arm.
  static func panel(
    softmax: Double = 0.82, relu1: Double = 0.815, relu0: Double = 0.795, uniform: Double = 0.78,
    none: Double = 0.8, seeds: Int = 3, residual: Double = 0.001
  ) -> [Arm: [Double?]] {
    let shared = [0.0, 0.004, -0.003, 0.002, -0.002, 0.001]
    let pattern = [1.0, -1.0, 0.0, 1.0, 0.0, -1.0]
    func values(_ mean: Double, _ shift: Int) -> [Double?] {
      (0..<seeds).map { mean + shared[$0 % 6] + residual * pattern[($0 + shift) % 6] }
    }
    return [
      Self.softmax: values(softmax, 0), Self.relu1: values(relu1, 1),
      Self.relu0: values(relu0, 2), Self.uniform: values(uniform, 3), Self.none: values(none, 4),
    ]
  }

  static func timing(
    model: PaperModel, ratio: Double, halfWidth: Double, id: TimingID = .gating,
    biased: Bool = false
  ) -> TimingComparison {
    TimingComparison(
      id: id, model: model, setting: "batch 4, float32",
      measured: RatioInterval(
        ratio: ratio, low: ratio - halfWidth, high: ratio + halfWidth, level: 0.95),
      control: RatioInterval(
        ratio: biased ? 1.02 : 1, low: biased ? 1.01 : 0.99, high: biased ? 1.03 : 1.01, level: 0.99
      ),
      unit: "block", units: 24, dropped: 0, predicted: 1.08, halfWidth: 0.03,
      secondsA: 1, secondsB: ratio, threads: 2, processor: "a processor")
  }

  static func assess(_ claim: String, _ evidence: Evidence) throws -> Assessment {
    guard let assessment = Assessments(try ClaimsFile.shipped(), evidence: evidence)[claim] else {
      throw NoSuchClaim(id: claim)
    }
    return assessment
  }

  struct NoSuchClaim: Error { let id: String }
}
