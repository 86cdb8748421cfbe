import Claims
import Datasets
import Experiments
import Networks
import Reports
import Testing

/// The sections about transfer, untrained models, core hours and what a preset leaves out.
@Suite struct FamilySectionTests {
  static func report(
    data: DatasetIdentity = HandMadeInput.data, finished: [FinishedRun]? = nil,
    stepTimes: ModelStepTimes? = nil, initialisation: InitialisationResult? = nil
  ) throws -> String {
    let input = ReportInput(
      preset: try Preset.load("quick", data: data),
      finished: finished
        ?? HandMadeInput.preset.runs.map {
          HandMadeInput.finished($0, accuracy: 0.8)
        }, missing: [], timings: [], linearClassifier: nil, stepTimes: stepTimes,
      initialisation: initialisation, claims: try ClaimsFile.shipped())
    return HandMadeInput.report(input).markdown
  }

  @Test func nothingMeasuredIsSaid() throws {
    let text = try Self.report()
    #expect(text.contains("No run was scored on another data set."))
    #expect(text.contains("## Attention weights before training\n\nThey were not measured."))
    #expect(text.contains("steps were not timed, so there are no core hours"))
    #expect(text.contains("- No measurement of untrained models, which the preset asks for"))
  }

  /// Two sets of three draws, 60.0 and 80.0 on average for each of softmax's three seeds.
  @Test func transferIsShownByArmAndByDraw() throws {
    let sets = ["digits", "other"].map {
      TransferSet(name: $0, digest: $0, classes: 10, testImages: 1697)
    }
    let finished = HandMadeInput.preset.runs.map { run -> FinishedRun in
      var scored = HandMadeInput.finished(run, accuracy: 0.8)
      guard run.specification.model.attention == .softmax else { return scored }
      scored.result.transfer = [
        TransferScore(set: sets[0], shots: 10, accuracies: [0.5, 0.6, 0.7], evaluated: 1697),
        TransferScore(set: sets[1], shots: 10, accuracies: [0.8, 0.8, 0.8], evaluated: 1697),
      ]
      return scored
    }
    let text = try Self.report(finished: finished)
    #expect(text.contains("| model | arm | digits, % | other, % | mean of sets, % | seeds |"))
    #expect(text.contains("| S/32 | softmax | 60.0 | 80.0 | 70.0 | 3 |"))
    #expect(text.contains("| S/32 | softmax | 2 | digits | 10 | 50.0, 60.0, 70.0 | 1,697 |"))
    #expect(text.contains("3 draws of shots"))
  }

  @Test func untrainedModelsAreShownByLength() throws {
    var entries: [InitialisationResult.Entry] = []
    for tokens in [49, 3136] {
      for attention in ["softmax"] + Pointwise.allCases.map(\.rawValue) {
        for layer in 0..<2 {
          for qkNorm in [true, false] {
            entries.append(
              InitialisationResult.Entry(
                tokens: tokens, attention: attention, qkNorm: qkNorm, layer: layer,
                scaledMeans: [0.2, 0.4, 0.6].map { $0 + 0.1 * Double(layer) },
                queries: tokens > 1024 ? 242 : nil))
          }
        }
      }
    }
    let text = try Self.report(
      initialisation: InitialisationResult(
        numericsRevision: 1, dataDigest: "", images: 1, seeds: 3, width: 32, depth: 2, heads: 2,
        entries: entries))
    #expect(text.contains("| 49 | with | 0.40 to 0.50 | 0.40 to 0.50 |"))
    #expect(text.contains("| 3136 | without | 0.40 to 0.50 |"))
    #expect(text.contains("3 seeds, each with its own weights and 1 training image"))
    #expect(text.contains("242 evenly spread queries of 3136"))
    #expect(text.contains("I1: Inconclusive"))
    #expect(text.contains("untrained models: width, depth, heads | 384, 12, 6 (S) | 32, 2, 2 |"))
  }

  @Test func coreHoursComeFromStepTimes() throws {
    let times = ModelStepTimes(
      entries: [
        .init(
          model: .s32, attention: "softmax", batch: 32, secondsPerStep: 0.01, low: 0.0095,
          high: 0.0105, steps: 40)
      ], threads: 2, processor: "a processor")
    let text = try Self.report(stepTimes: times)
    #expect(text.contains("| S/32 | softmax | 32 | 10.00 [9.50, 10.50] | 40 |"))
  }

  @Test func whatIsLeftOutIsNamedPanelByPanel() throws {
    let text = try Self.report()
    #expect(text.contains("| figure | panel | the paper draws | trained here |"))
    for panel in ["| 1 | L/16 |", "| 2 | S/8, i1k |", "| 3 | S/16 |", "| 4 | S/8 |"] {
      #expect(text.contains(panel), "\(panel)")
    }
    #expect(text.contains("relu 7, squaredReLU 3"))
  }

  /// By what they are, whatever their folder is called.
  @Test(
    arguments: [
      (FashionMNIST.identity.digest, .files, nil, "fashion-mnist"),
      (
        "0123456789abcdef", .files, "**Data: `data 01234567`, not the Fashion-MNIST",
        "data 01234567"
      ),
      ("0123456789abcdef", .program, "**Synthetic data: `data 01234567`", "data 01234567"),
    ] as [(String, DatasetIdentity.Origin, String?, String)])
  func otherDataAreLabelled(
    digest: String, origin: DatasetIdentity.Origin, label: String?, name: String
  ) throws {
    var data = label == nil ? FashionMNIST.identity : HandMadeInput.data
    data.digest = digest
    data.origin = origin
    if label != nil { (data.height, data.width, data.channels) = (32, 32, 3) }
    let text = try Self.report(data: data, finished: [])
    #expect(text.contains("**Data:") == (label != nil && origin == .files))
    #expect(text.contains("**Synthetic data:") == (origin == .program))
    #expect(text.contains("--data with the path of `\(name)`") == (label != nil))
    if let label {
      #expect(text.contains(label))
      #expect(text.contains("32 x 32 x 3 pixels, L = 64 for /32, 256 for /16 and 1,024 for /8"))
    }
  }
}
