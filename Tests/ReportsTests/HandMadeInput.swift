import Claims
import Datasets
import Experiments
import Foundation
import Networks
import Reports
import Timing

/// A report's input with every panel of the paper's figures, with accuracies and a timing that a test chooses.
enum HandMadeInput {
  static let data = DatasetIdentity(
    digest: String(repeating: "ab", count: 32), trainingImages: 60_000,
    testImages: 10_000, classes: 10, height: 28, width: 28, channels: 1)

  static let preset = try! Preset.load(presetPath, data: data)
  static let presetPath = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/every-panel.yaml").path

  /// Softmax at 80 %, each h at alpha 1 three points below and at the ends five, controls lower; half
  /// a point between seeds.
  static func accuracy(_ run: PlannedRun) -> Double {
    let specification = run.specification
    let base: Double =
      switch specification.model.attention {
      case .softmax: 0.80
      case .uniform: 0.70
      case .none: 0.72
      case .pointwise(_, let alpha): 0.77 - 0.02 * (alpha.value - 1) * (alpha.value - 1)
      }
    return base + 0.005 * Double(specification.seed)
  }

  static func finished(
    _ run: PlannedRun, accuracy: Double, diverged: Bool = false
  ) -> FinishedRun {
    let evaluated = run.specification.evaluationImages
    let correct = Int((accuracy * Double(evaluated)).rounded())
    return FinishedRun(
      planned: run,
      result: RunResult(
        id: run.specification.id, numericsRevision: 1,
        outcome: diverged ? .diverged : .completed, steps: diverged ? 17 : 750, correct: correct,
        evaluated: evaluated, accuracy: Double(correct) / Double(evaluated), losses: [],
        weightDigests: [.init(step: 750, sha256: "digest-of-" + run.specification.id)],
        correctBits: ""),
      cost: RunCost(
        trainingSeconds: 10, evaluationSeconds: 1, threads: 2, host: "a-host-that-nobody-may-see",
        processor: "a processor", system: "a system", load: 0.5, finished: "2026-01-01T00:00:00Z",
        build: .init(revision: "abc", compiler: "a compiler", vectorInstructions: "AVX2")))
  }

  static func timing(biased: Bool = false) -> TimingComparison {
    TimingComparison(
      id: .gating, model: .s32, setting: "a shape",
      measured: RatioInterval(ratio: 1.0777, low: 1.0666, high: 1.0888, level: 0.95),
      control: RatioInterval(
        ratio: biased ? 1.02 : 1.001, low: biased ? 1.011 : 0.99, high: biased ? 1.029 : 1.01,
        level: 0.99), unit: "block",
      units: 20, dropped: 1, predicted: 1 + 384.0 / (12 * 384 + 2 * 49),
      halfWidth: 0.03, secondsA: 0.4, secondsB: 0.43, threads: 2,
      processor: "a processor")
  }

  /// - Parameters:
  ///   - lacks: runs without a result.
  ///   - diverges: runs that diverged, at the accuracy of chance.
  static func input(
    timings: [TimingComparison] = [timing()],
    lacks: (PlannedRun) -> Bool = { _ in false },
    diverges: (PlannedRun) -> Bool = { _ in false }
  ) throws -> ReportInput {
    let results = preset.runs.filter { !lacks($0) }.map { run in
      diverges(run)
        ? finished(run, accuracy: 0.1, diverged: true) : finished(run, accuracy: accuracy(run))
    }
    return ReportInput(
      preset: preset, finished: results,
      missing: preset.runs.filter(lacks).map { ($0, .absent) }, timings: timings,
      linearClassifier: LinearClassifierResult(
        id: "linear", dataDigest: data.digest, images: preset.linearClassifier.images,
        correct: 4_050, evaluated: 5_000, accuracy: 0.81),
      claims: try ClaimsFile.shipped())
  }

  static func report(_ input: ReportInput) -> Report {
    let pictures = FigureName.allCases.compactMap { name in
      name.figure(input).map {
        ReportPicture(name: name, figure: $0, link: "../../figures/quick/\(name.rawValue)")
      }
    }
    return Report(input, pictures: pictures, libraries: "drawing libraries")
  }
}

extension Report {
  /// The report and its appendix, without where their numbers lead.
  var text: String {
    (markdown + "\n" + appendix).replacing(
      #/\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(results\/\w+\.csv#L\d+\)/#
    ) { $0.output.1 }
  }
}
