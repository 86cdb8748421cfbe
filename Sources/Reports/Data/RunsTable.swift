import Claims
import Experiments
import Figures
import Networks
import Paper

extension DataTable {
  /// One row a finished run: what was trained, what it scored and what it took.
  static func runs(_ input: ReportInput) -> DataTable {
    DataTable(
      name: "runs", row: "a finished run", columns: runColumns, rows: input.finished
    ) { $0.planned.specification.id }
  }

  private typealias RunColumn = RowColumn<FinishedRun>

  private static var runColumns: [RunColumn] {
    identityColumns + recipeColumns + resultColumns + costColumns
  }

  private static var identityColumns: [RunColumn] {
    [
      RunColumn("run", nil, "identity: a digest of the whole specification") {
        .text($0.planned.specification.id)
      },
      RunColumn("model", nil, "the paper's model that it stands for") {
        .text("\($0.planned.model)")
      },
      RunColumn("preset_recipe", nil, "the paper's recipe that it follows") {
        .text("\($0.planned.recipe)")
      },
      RunColumn("arm", nil, "what is compared, in words") {
        .text(Arm($0.planned.specification.model).label)
      },
      RunColumn("attention", nil, "softmax, uniform, none, or the function h") {
        .text($0.planned.specification.model.attention.name)
      },
      RunColumn("alpha", nil, "exponent of the length factor; empty where there is none") {
        .optional($0.planned.specification.model.attention.alpha?.value)
      },
      RunColumn("gate", nil, "none, linear or silu") {
        .text("\($0.planned.specification.model.gate)")
      },
      RunColumn("qk_layernorm", nil, "whether queries and keys pass a LayerNorm") {
        .flag($0.planned.specification.model.qkNorm)
      },
      RunColumn("seed", nil, "sets initial weights and data order; runs that share it are paired") {
        .text("\($0.planned.specification.seed)")
      },
      RunColumn("families", nil, "the paper's experiments that it serves, separated by spaces") {
        .text($0.planned.families.map(\.rawValue).joined(separator: " "))
      },
      RunColumn(
        "confirmatory", nil, "whether the preset declared, before training, that it decides"
      ) {
        .flag($0.planned.confirmatory)
      },
      RunColumn(
        "panel", nil,
        "claims; trainingLength for runs of another length, sweep for what somebody varies"
      ) {
        .text("\($0.planned.panel)")
      },
    ]
  }

  private static var recipeColumns: [RunColumn] {
    [
      RunColumn("patch", "pixels", "side of a patch") {
        .whole($0.planned.specification.model.patch)
      },
      RunColumn("tokens", nil, "sequence length L") {
        .whole($0.planned.specification.model.tokens)
      },
      RunColumn("width", nil, "of the model") { .whole($0.planned.specification.model.width) },
      RunColumn("depth", "layers", "of the model") { .whole($0.planned.specification.model.depth) },
      RunColumn("heads", nil, "of each layer") { .whole($0.planned.specification.model.heads) },
      RunColumn("position_embedding", nil, "sincos2d, or learned") {
        .text($0.planned.specification.model.positionEmbedding.rawValue)
      },
      RunColumn("pooling", nil, "mean, or classToken") {
        .text($0.planned.specification.model.pooling.rawValue)
      },
      RunColumn("images", nil, "shown in training") {
        .whole($0.planned.specification.recipe.images)
      },
      RunColumn("batch", "images", "of a step") { .whole($0.planned.specification.recipe.batch) },
      RunColumn("steps", nil, "planned") { .whole($0.planned.specification.recipe.steps) },
      RunColumn("learning_rate", nil, "peak") {
        .number($0.planned.specification.recipe.learningRate.value)
      },
      RunColumn("weight_decay", nil, "not multiplied by the learning rate") {
        .number($0.planned.specification.recipe.weightDecay.value)
      },
      RunColumn("clip_norm", nil, "largest global norm of the gradient") {
        .number($0.planned.specification.recipe.clipNorm.value)
      },
      RunColumn("warm_up", "share of the steps", "over which the rate rises linearly") {
        .number(Double($0.planned.specification.recipe.warmUpHundredths) / 100)
      },
      RunColumn("augmentation", nil, "none, or flipsAndShifts") {
        .text($0.planned.specification.recipe.augmentation.rawValue)
      },
      RunColumn("data", nil, "a name for the data") { .text($0.planned.specification.data.label) },
      RunColumn("data_sha256", nil, "of the decoded images and labels") {
        .text($0.planned.specification.data.digest)
      },
      RunColumn("flop", "FLOP", "of training and test by the count of multiplications") {
        .number($0.planned.specification.flops)
      },
    ]
  }

  private static var resultColumns: [RunColumn] {
    [
      RunColumn("outcome", nil, "completed, or diverged: such a run counts as chance") {
        .text($0.result.outcome.rawValue)
      },
      RunColumn("steps_taken", nil, "fewer than planned where it diverged") {
        .whole($0.result.steps)
      },
      RunColumn("test_images", nil, "scored") { .whole($0.result.evaluated) },
      RunColumn("correct", nil, "of the test images") { .whole($0.result.correct) },
      RunColumn("accuracy", "share", "of the test images that are right, from 0 to 1") {
        .number($0.result.accuracy)
      },
      RunColumn(
        "transfer_accuracy", "share", "10-shot, mean over draws and sets; empty where not scored"
      ) {
        .optional($0.result.transferAccuracy)
      },
      RunColumn("transfer_draws", "share", "accuracy of each draw, a set after the other") {
        .text(
          ($0.result.transfer ?? []).map { score in
            "\(score.set.name): "
              + score.accuracies.map { Value.number($0).csv }.joined(separator: " ")
          }.joined(separator: "; "))
      },
      RunColumn("final_loss", nil, "mean training loss of the last interval") {
        .optional($0.result.losses.last)
      },
      RunColumn("numerics_revision", nil, "of the arithmetic; revisions may differ in bits") {
        .whole($0.result.numericsRevision)
      },
      RunColumn("weights_sha256", nil, "of the final weights") {
        .optional($0.result.weightDigests.last?.sha256)
      },
    ]
  }

  private static var costColumns: [RunColumn] {
    [
      RunColumn("core_seconds", "s", "processor time, or threads times wall time where not counted")
      {
        .optional($0.cost?.coreSeconds)
      },
      RunColumn("training_seconds", "s", "wall clock") { .optional($0.cost?.trainingSeconds) },
      RunColumn("evaluation_seconds", "s", "wall clock") { .optional($0.cost?.evaluationSeconds) },
      RunColumn("threads", nil, "that worked") { .optional($0.cost?.threads) },
      RunColumn("processor", nil, "as the system names it") { .optional($0.cost?.processor) },
      RunColumn("processor_version", nil, "family, model and stepping; empty where not recorded") {
        .optional($0.cost?.processorVersion)
      },
      RunColumn("memory", "B", "of the machine; empty where not recorded") {
        .optional($0.cost?.memory)
      },
      RunColumn(
        "energy", "J", "of the processors, other programs included; empty where not recorded"
      ) {
        .optional($0.cost?.energy)
      },
      RunColumn("system", nil, "as it names itself") { .optional($0.cost?.system) },
      RunColumn("finished", "UTC", "when the run ended, ISO 8601") { .optional($0.cost?.finished) },
      RunColumn("program_revision", nil, "the project's commit") {
        .optional($0.cost?.build.revision)
      },
      RunColumn("compiler", nil, "that built the program") { .optional($0.cost?.build.compiler) },
    ]
  }
}
