import Experiments
import Networks

/// How many runs are trained at once. The steps of a small model are short, so that threads which share one
/// spend a part of it waiting for each other; they get more done with a run each. The bits of a run do not
/// depend on how many threads train it.
package struct TrainingLanes: Hashable {
  /// Runs that are trained at once.
  package let count: Int
  /// Of each run.
  package let threads: Int

  /// Of the operations of a step, those that each thread should have at least where several share it: some
  /// ten milliseconds of work.
  private static let longEnough = 1e9

  /// For runs of one kind of model.
  ///
  /// - Parameter runs: how many of them are left; threads without one would be idle.
  package init(_ specification: RunSpecification, runs: Int, threads: Int) {
    let isShort = specification.flopsPerStep / Double(threads) < Self.longEnough
    let isEnough = 2 * runs >= threads && runs > 1
    count = isShort && isEnough ? min(threads, runs) : 1
    self.threads = count > 1 ? 1 : threads
  }

  /// Runs in their order, cut where another number of them is trained at once.
  package static func stretches(of runs: [PlannedRun], threads: Int) -> [(
    lanes: Self, runs: [PlannedRun]
  )] {
    var stretches: [(lanes: Self, runs: [PlannedRun])] = []
    var rest = runs[...]
    while let first = rest.first {
      // As far as the models are as short, or as long, as the first one.
      let kind = Self(first.specification, runs: threads, threads: threads)
      let alike = rest.prefix { Self($0.specification, runs: threads, threads: threads) == kind }
      // Those that are left when each thread has had as many as the others.
      let full = alike.count / threads * threads
      for part in [alike.prefix(full), alike.dropFirst(full)] where !part.isEmpty {
        stretches.append(
          (Self(first.specification, runs: part.count, threads: threads), Array(part)))
      }
      rest = rest.dropFirst(alike.count)
    }
    return stretches
  }
}

extension RunSpecification {
  /// Bytes that training takes on so many threads, with the runs that are trained at once with it, beside
  /// the data and the program.
  public func memory(threads: Int) -> Int {
    let lanes = TrainingLanes(self, runs: threads, threads: threads)
    let batch = recipe.batch * model.pixels * MemoryLayout<Float>.stride
    return lanes.count * (TrainingSession.memory(model, recipe, threads: lanes.threads) + batch)
  }
}
