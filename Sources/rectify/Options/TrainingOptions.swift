import ArgumentParser
import Experiments

/// For verbs that train.
struct TrainingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Threads to train with; results do not depend on it.",
      valueName: "count"))
  var threads: Int = Machine.coreCount

  func validate() throws {
    guard threads >= 1 else {
      throw ValidationError("--threads \(threads) is not possible; pass a number of at least 1.")
    }
  }

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
