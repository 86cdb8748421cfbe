import Foundation
import Kernels
import Networks
import Statistics
import SystemResources

/// Takes steps of several arms, in the order of each request.
final class BlockWorker {
  private let arms: [any Workload]
  /// How often an arm does its work for one sample: samples of a few milliseconds and more are well
  /// above the clock and the waking of threads.
  private var repeats: [Int]
  private let team: ThreadTeam
  private let slowdown: Double?
  /// Rounds of multiply-adds of the injected slow-down after each step of arm 2.
  private var slowdownRounds = 0
  private let bandwidth: Double?

  private static let shortestSample = 0.01
  private static let mostWarmUpRounds = 12
  /// Beside a busy neighbour the running median may never be flat.
  private static let longestWarmUp = 1.0

  init(_ request: BlockRequest) throws {
    // Before the first thread, which inherits it. Refused where the set has changed since: then the
    // system chooses.
    if let processors = request.processors { UsableProcessors.restrict(to: processors) }
    let team = ThreadTeam(count: request.threads)
    self.team = team
    // All operators of a schedule have one shape.
    var memory: AttentionMemory?
    for case .attention(let shape) in request.works where memory == nil {
      memory = AttentionMemory(shape, threads: request.threads)
    }
    let shared = memory
    var built = [(any Workload)?](repeating: nil, count: request.works.count)
    // Most of it is the first touch of memory and drawing parameters, which the threads share.
    // Safe: each task writes a slot of its own.
    built.withUnsafeMutableBufferPointer { built in
      team.run(tasks: request.works.count) { task, _ in
        let index = request.buildOrder[task]
        built[index] = request.works[index].workload(
          threads: request.threads, memory: shared)
      }
    }
    arms = try built.enumerated().map { index, arm in
      guard let arm else {
        throw TimingError.processFailed(
          what: "steps", reason: "the work \(request.works[index]) is unknown")
      }
      return arm
    }
    repeats = [Int](repeating: 1, count: arms.count)
    slowdown = request.slowdown
    bandwidth = request.measuresBandwidth ? MemoryBandwidth.measure(on: team) : nil
  }

  func serve() throws {
    warmUp()
    try Worker.answer(WorkerReady(bandwidth: bandwidth))
    while let line = readLine() {
      let order = try MessageLine.decode(BlockOrder.self, from: line).order
      guard order.allSatisfy(arms.indices.contains) else {
        throw TimingError.processFailed(what: "steps", reason: "there is no such arm")
      }
      // Wakes the cores: the process has waited for this line.
      _ = peak()
      let before = OutsideLoad.reading()
      let samples = order.map(sample)
      let load = OutsideLoad.reading().load(since: before)
      try Worker.answer(
        BlockAnswer(
          seconds: samples.map(\.seconds), processorSeconds: samples.map(\.processorSeconds),
          load: load, peak: peak()))
    }
  }

  /// Rounds of every arm until the running median of the last three samples of A and A', which are
  /// the same work, is flat: the newest sample moves it by less than 3 %.
  private func warmUp() {
    let start = monotonicSeconds()
    var same: [Double] = []
    for round in 0..<Self.mostWarmUpRounds {
      for arm in arms.indices {
        let seconds = sample(arm).seconds
        if arm < 2 { same.append(seconds) }
        if round == 0 {
          repeats[arm] = max(1, Int((Self.shortestSample / max(seconds, 1e-6)).rounded(.up)))
        }
      }
      guard same.count >= 4 else { continue }
      let change =
        median(of: Array(same.suffix(3))) / median(of: Array(same.suffix(4).prefix(3))) - 1
      if change.magnitude < 0.03 || monotonicSeconds() - start > Self.longestWarmUp { break }
    }
    let last = median(of: Array(same.suffix(3)))
    if let slowdown { slowdownRounds = roundsFor(seconds: slowdown * last) }
  }

  /// Wall-clock seconds of one step of an arm, the median where several make up a sample, which one
  /// step of a millisecond that the system held up for three does not move; and their mean processor
  /// time, from one pair of readings.
  private func sample(_ arm: Int) -> (seconds: Double, processorSeconds: Double) {
    let start = ProcessorTime.seconds
    let seconds = median(
      of: (0..<repeats[arm]).map { _ in
        var seconds = arms[arm].step()
        if arm == 2 && slowdownRounds > 0 {
          seconds += timed { burst(rounds: slowdownRounds) }
        }
        return seconds
      })
    return (seconds, (ProcessorTime.seconds - start) / Double(repeats[arm]))
  }

  private func burst(rounds: Int) {
    // Many small pieces, so that a thread that starts late leaves none for another to wait for.
    team.run(tasks: 8 * team.count) { piece, _ in
      let sum = fusedMultiplyAddPeak(
        rounds: rounds, left: 1e-3, right: Float(piece + 1) * 1e-3)
      precondition(sum.isFinite, "the sums stay finite")
    }
  }

  private func peak() -> Double {
    let rounds = 100_000
    return Double(8 * team.count * rounds * 24 * 16) / timed { burst(rounds: rounds) }
  }

  private func roundsFor(seconds: Double) -> Int {
    let trial = 20_000
    let perRound = median(of: (0..<9).map { _ in timed { burst(rounds: trial) } }) / Double(trial)
    return max(1, Int(seconds / perRound))
  }
}
