import ArgumentParser
import Experiments
import Training

/// For verbs that train.
struct TrainingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Threads to train with, at most one for each processor that may be used (default: as many); "
        + "results do not depend on it.",
      valueName: "count"))
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads \(threads) is not possible; pass a number of at least 1.")
    }
  }

  /// How many threads work. Where they are fewer than was asked for, the first call says so.
  var usedThreads: Int { UsedThreads.count(asked: threads) }

  /// Throws where training would be absurdly slow or end in an illegal instruction.
  func requireUsableEngine() throws {
    #if DEBUG
      throw CommandError.debugBuild
    #else
      guard Machine.processorIsSufficient else {
        throw CommandError.processorInsufficient(compiled: Machine.compiledVectorInstructions)
      }
    #endif
  }
}
