import Foundation
import SystemResources

/// A node of a Slurm cluster that a job shares with others, whose work would disturb what is timed.
///
/// The control may miss that: what disturbs all arms alike cancels, and a neighbour who takes memory
/// bandwidth costs one arm more than another.
package enum SharedNode {
  /// - Throws: `TimingError.sharedNode` where this process's job has a part of the node.
  package static func requireNone() throws(TimingError) {
    let processors = UsableProcessors.ofMachine
    if let granted = processorsOfJob(ProcessInfo.processInfo.environment), granted < processors {
      throw .sharedNode(granted: granted, processors: processors)
    }
  }

  /// How many of the node's processors Slurm gave to the job; nil outside of a job.
  ///
  /// A step of it may have fewer, and then knows only what is its own by `SLURM_CPUS_ON_NODE`. Not all
  /// clusters bind a job to its processors, so that the affinity mask says nothing.
  package static func processorsOfJob(_ environment: [String: String]) -> Int? {
    guard environment["SLURM_JOB_ID"] != nil else { return nil }
    // The second is such as "72(x2),36", by node; which one this is it does not say.
    return ["SLURM_CPUS_ON_NODE", "SLURM_JOB_CPUS_PER_NODE"]
      .compactMap { environment[$0].flatMap { Int($0.prefix { $0.isASCII && $0.isNumber }) } }
      .max()
  }
}
