import ArgumentParser

/// For verbs that train, in a limited time.
struct BudgetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Do what fits this time, such as 5m, and end with exit code 0.",
      discussion: """
        This machine's speed is measured first. Then the missing runs are trained that fit, in the \
        plan's order, which is that of what they decide, and other measurements in what is left. A run \
        that is in training when the time is over is saved. What is left out is named with what it \
        would take; the same command goes on.
        """,
      valueName: "time"), transform: TimeBudget.seconds)
  var budget: Double?

  /// From now on; nil where none was asked for.
  func start() -> Budget? { budget.map(Budget.init) }
}
