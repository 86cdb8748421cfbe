import ArgumentParser
import Experiments
import Training

/// For one of several processes on one store, and for one whose time is limited.
struct SharingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Train only every N-th run of the plan, from the i-th. For N processes on a file system \
      without locks; elsewhere processes share the runs by themselves.
      """, valueName: "i/N"),
    transform: Self.shard)
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      """
      Save the state and end with exit code 75 so long after the program's start, such as 90m or \
      3h50m; the same command goes on.
      """, valueName: "time"),
    transform: TimeBudget.seconds)
  var until: Double?

  private static func shard(_ text: String) throws -> Shard {
    guard let shard = Shard(text) else {
      throw ValidationError(
        "\(NameRule.shown(text)) is no shard; pass two numbers such as 2/8, the first from 1 to the second."
      )
    }
    return shard
  }
}
