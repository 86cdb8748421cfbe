import Claims
import Datasets
import Experiments
import Networks
import Testing

@Suite struct DeviationLedgerTests {
  /// The paper's own S/32 under i21k, as far as our types can say it.
  static func paperRun() -> PlannedRun {
    PlannedRun(
      specification: RunSpecification(
        model: VisionTransformerConfiguration(
          imageHeight: 224, imageWidth: 224, channels: 3, patch: 32, width: 384, depth: 12,
          heads: 6, classes: 21_843, positionEmbedding: .learned),
        recipe: TrainingRecipe(images: 409_600_000, batch: 4096, learningRate: "0.001"),
        data: DatasetIdentity(
          digest: "", trainingImages: 13_653_333, testImages: 50_000, classes: 21_843, height: 224,
          width: 224, channels: 3, origin: .preset(name: "ImageNet-21k, scored on ImageNet-1k")),
        evaluationImages: 50_000, seed: 0),
      model: .s32, recipe: .i21k, families: [.alpha], confirmatory: true)
  }

  static func ledger(_ runs: [PlannedRun]) -> DeviationLedger {
    DeviationLedger(Evidence(planned: runs, finished: []))
  }

  @Test(arguments: [
    ("data set", "ImageNet-21k, scored on ImageNet-1k", "fashion-mnist", true),
    ("image size", "224 x 224, 3 channels", "28 x 28, 1 channel", true),
    ("patches", "49", "49", false), ("width", "384", "32", true),
    ("depth (layers)", "12", "4", true), ("heads", "6", "2", true),
    ("head width", "64", "16", true), ("batch", "4096", "32", true),
    ("steps", "about 1.0e5 (image count recalled)", "750", true),
    ("images shown", "30 epochs", "24000 (0.4 epochs)", true),
    ("peak learning rate", "0.001", "0.003", true),
    ("weight decay, not multiplied by the rate", "0.0001", "0.0001", false),
    ("warm-up (steps)", "10000", "75", true), ("position embedding", "learned", "sincos2d", true),
    ("augmentation", "crops and flips, RandAugment and mixup none", "none", true),
    ("pooling", "mean", "mean", false), ("head bias", "-10.0", "-2.2", false),
    ("precision", "float32, first moment bfloat16", "float32", true),
    ("hardware of training", "TPU, kind not said", "CPU", true),
    ("seeds of an arm", "not said", "1 to 3", false),
  ])
  func aRowIsComputedFromTheSpecifications(
    what: String, paper: String, ours: String, caps: Bool
  ) throws {
    let evidence = HandMade.evidence(
      HandMade.panel().merging([HandMade.arm(.gelu, 1): [0.8]]) { $1 })
    let row = try #require(DeviationLedger(evidence).rows.first { $0.what == what })
    #expect(row.paper == paper)
    #expect(row.ours == ours)
    #expect(row.weakensNothing != caps)
  }

  @Test func ourScaleLeavesOrderAndShape() {
    let evidence = HandMade.evidence(
      HandMade.panel(), timings: [HandMade.timing(model: .s32, ratio: 1.1, halfWidth: 0.01)])
    let ledger = DeviationLedger(evidence)
    #expect(ledger.cap(.accuracy) == .orderAndShape)
    #expect(ledger.cap(.timing) == .ratio)
    #expect(ledger.cap(.structure) == .absoluteValue)
  }

  /// A value that moves towards the paper's lifts its row's cap, and the whole cap with the last.
  @Test func theCapFollowsTheSpecification() throws {
    var run = Self.paperRun()
    func width() -> DeviationLedger.Row? { Self.ledger([run]).rows.first { $0.what == "width" } }
    #expect(width()?.weakensNothing == true)
    run.specification.model.width = 192
    #expect(width()?.effect == "accuracy: order and shape; transfer: order and shape")
    #expect(width()?.ours == "192")
  }

  /// Runs that differ are each named with their models.
  @Test func aRowNamesTheModelsThatDiffer() throws {
    var wide = HandMade.planned(HandMade.softmax, seed: 0, model: .b32)
    wide.specification.model.width = 64
    let row = try #require(
      Self.ledger([HandMade.planned(HandMade.softmax, seed: 0), wide]).rows
        .first { $0.what == "width" })
    #expect(row.ours == "64 (B/32); 32 (S/32)")
    #expect(row.paper == "768 (B/32); 384 (S/32)")
  }

  @Test func nothingPlannedIsNothingToCompare() {
    #expect(Self.ledger([]).rows.isEmpty)
  }
}
