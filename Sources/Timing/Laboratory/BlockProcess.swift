import Randomness

/// One fresh process that takes blocks, with an order of building its arms that is drawn.
package final class BlockProcess {
  private let worker: WorkerProcess
  private let arms: Int
  /// Bytes a second between the processor and memory, where it was asked for.
  package let bandwidth: Double?

  /// Starts the process and waits until its arms are built and warm.
  ///
  /// - Parameters:
  ///   - works: the arms in their order; the first two are the same work.
  ///   - what: what it takes, for messages.
  ///   - slowdown: a fraction of A's step time that the process computes after every step of arm 2,
  ///     such as 0.02; nil for none.
  package init(
    of laboratory: TimingLaboratory, works: [TimedWork], what: String,
    measuresBandwidth: Bool = false, slowdown: Double? = nil, random: inout RandomStream,
    shouldStop: @escaping () -> Bool
  ) throws(TimingError) {
    arms = works.count
    worker = try WorkerProcess(
      executable: laboratory.executable, arguments: laboratory.arguments, what: what,
      shouldStop: shouldStop)
    try worker.send(
      WorkerRequest.blocks(
        BlockRequest(
          works: works, buildOrder: random.permutation(of: works.count),
          threads: laboratory.threads, measuresBandwidth: measuresBandwidth,
          processors: laboratory.processors, slowdown: slowdown)))
    bandwidth = try worker.answer(WorkerReady.self).bandwidth
  }

  /// The next block: every arm in an order that is drawn, and then in its reverse.
  ///
  /// - Parameter process: the number of this process, for the block.
  package func block(process: Int, random: inout RandomStream) throws(TimingError) -> TimedBlock {
    let half = random.permutation(of: arms)
    let order = half + half.reversed()
    try worker.send(BlockOrder(order: order))
    let answer = try worker.answer(BlockAnswer.self)
    guard answer.seconds.count == order.count, answer.processorSeconds.count == order.count else {
      throw .processFailed(what: "steps", reason: "it answered with another number of steps")
    }
    return TimedBlock(
      process: process, order: order, seconds: answer.seconds,
      processorSeconds: answer.processorSeconds, load: answer.load, peak: answer.peak)
  }

  package func stop() { worker.stop() }
}
