import Claims
import Experiments
import Figures
import Statistics

// What stands beside the runs: a baseline, another implementation, how often verdicts err.

extension DataTable {
  /// One row: the linear classifier, where it was trained.
  static func baselines(_ input: ReportInput) -> DataTable {
    DataTable(
      name: "baselines", row: "a classifier without attention",
      columns: [
        RowColumn<LinearClassifierResult>("baseline", nil, "what it is") { _ in
          .text(ResultRow.linearClassifier.key)
        },
        RowColumn("images", nil, "shown in training") { .whole($0.images) },
        RowColumn("test_images", nil, "scored") { .whole($0.evaluated) },
        RowColumn("correct", nil, "of the test images") { .whole($0.correct) },
        RowColumn("accuracy", "share", "of the test images that are right, from 0 to 1") {
          .number($0.accuracy)
        },
        RowColumn("standard_error", "points", "binomial, of the accuracy") {
          .number(
            FiniteTestSet.standardError(accuracy: $0.accuracy, images: $0.evaluated) * 100)
        },
      ], rows: [input.evidence.linearClassifier].compactMap(\.self)
    ) { _ in ResultRow.linearClassifier.key }
  }

  /// One row a claim and scenario.
  static func errorRates(_ input: ReportInput) -> DataTable {
    DataTable(
      name: "error_rates", row: "a claim in a simulated scenario: how often its verdict is wrong",
      columns: [
        RowColumn<ErrorRates.Rate>("id", nil, "of the claim") { .text($0.claim) },
        RowColumn("scenario", nil, "what is true there") { .text($0.scenario.words) },
        RowColumn("false_consistent", "share", "of scenarios; empty where that would be right") {
          .optional($0.falseConsistent)
        },
        RowColumn("false_contradicted", "share", "of scenarios; empty where that would be right") {
          .optional($0.falseContradicted)
        },
        RowColumn("limit", "share", "what neither may exceed") { .number($0.limit) },
        RowColumn("scenarios", nil, "that were simulated") { .whole($0.scenarios) },
        RowColumn("bound_of_none", "share", "upper 95 % bound of a share that was never seen") {
          .number(ErrorRates.boundOfNone(in: $0.scenarios))
        },
      ], rows: input.errorRates?.rates ?? []
    ) { ResultRow.errorRate($0.claim, $0.scenario.words).key }
  }

  /// One row an arm: PyTorch's weights beside ours after the same steps, as they come with the program.
  static var trajectories: DataTable {
    DataTable(
      name: "trajectories",
      row: "an arm whose first steps PyTorch took too: recorded once, with the program",
      columns: [
        RowColumn<IndependentTrajectories.Row>("arm", nil, "in words") { .text($0.arm.label) },
        RowColumn("preset_recipe", nil, "the paper's recipe that it follows") {
          .text("\($0.recipe)")
        },
        RowColumn("difference", "share of the norm", "of all weights, after the steps") {
          .text(NumberText.scientific($0.difference))
        },
        RowColumn("bound", "share of the norm", "what it may be") {
          .text(NumberText.scientific($0.bound))
        },
        RowColumn("rounding", "share of the norm", "PyTorch in float32 against float64") {
          .text(NumberText.scientific($0.rounding))
        },
        RowColumn("change", "share of the norm", "how far the weights went") {
          .number($0.change)
        },
        RowColumn("run", nil, "whose first steps they are") { .text($0.run) },
      ], rows: IndependentTrajectories.shipped.rows
    ) { ResultRow.trajectory($0.arm.label, "\($0.recipe)").key }
  }
}
