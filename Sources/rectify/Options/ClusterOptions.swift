import ArgumentParser

/// For a plan that several machines share.
struct ClusterOptions: ParsableArguments {
  enum Scheduler: String, CaseIterable, ExpressibleByArgument { case slurm }

  @Option(
    help: ArgumentHelp(
      "Say what the plan takes on so many machines like this one; with --emit, the number of elements.",
      discussion: "An array of Slurm has 16 elements where nothing else is said, and at most 1000.",
      valueName: "count"))
  var nodes: Int?

  @Option(
    help: ArgumentHelp(
      "Write a job array that trains what is missing (slurm) in place of the plan.",
      valueName: "scheduler"))
  var emit: Scheduler?

  @Option(
    help: ArgumentHelp(
      "With --emit: the time limit of an element, such as 90m (default: 4h).", valueName: "time"),
    transform: TimeBudget.seconds)
  var limit: Double?

  @Flag(
    help: "With --emit: for a store on a file system without locks; each element has its own runs.")
  var shards = false

  func validate() throws {
    if let nodes, nodes < 1 || emit != nil && nodes > SlurmJob.mostElements {
      throw ValidationError(
        "--nodes \(nodes) is not possible; pass a number of at least 1"
          + (emit == nil ? "." : ", and at most \(SlurmJob.mostElements) for an array."))
    }
    if emit == nil && (limit != nil || shards) {
      throw ValidationError("--limit and --shards are for a job array; pass --emit slurm too.")
    }
    if let limit, limit < SlurmJob.shortestLimit {
      throw ValidationError(
        "--limit is too short: the state is saved two minutes before it; pass 5m or more.")
    }
  }
}
