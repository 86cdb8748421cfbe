import Foundation
import Kernels
import Networks

/// What a process of the laboratory does: `rectify time --worker` and nothing else.
public enum Worker {
  /// Answers the messages on standard input until it ends.
  ///
  /// - Throws: `TimingError.processFailed` at a message that cannot be understood or obeyed.
  public static func serve() throws {
    guard let line = readLine() else { return }
    switch try MessageLine.decode(WorkerRequest.self, from: line) {
    case .blocks(let request): try BlockWorker(request).serve()
    case .rank(let request): try SequenceRank(request).serve()
    }
  }

  /// One line on standard output, at once.
  static func answer(_ message: some Encodable) throws {
    print(try MessageLine.encode(message))
    fflush(nil)
  }
}

/// Takes steps of several arms, in the order that it is told.
private final class BlockWorker {
  private let arms: [any Workload]
  /// How often an arm does its work for one sample: samples of a few milliseconds and more are well
  /// above the clock and the waking of threads.
  private var repeats: [Int]
  private let team: ThreadTeam
  private let planted: Double?
  /// Rounds of multiply-adds that the planted work takes after each step of arm 2.
  private var plantedRounds = 0
  private let bandwidth: Double?

  private static let shortestSample = 0.01
  private static let mostWarmUpRounds = 12

  init(_ request: BlockRequest) throws {
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
    planted = request.planted
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
      let seconds = order.map(sample)
      let load = OutsideLoad.reading().load(since: before)
      try Worker.answer(BlockAnswer(seconds: seconds, load: load, peak: peak()))
    }
  }

  /// Rounds of every arm until the running median of the last three samples of A and A', which are
  /// the same work, is flat: the newest sample moves it by less than 3 %.
  private func warmUp() {
    var same: [Double] = []
    for round in 0..<Self.mostWarmUpRounds {
      for arm in arms.indices {
        let seconds = sample(arm)
        if arm < 2 { same.append(seconds) }
        if round == 0 {
          repeats[arm] = max(1, Int((Self.shortestSample / max(seconds, 1e-6)).rounded(.up)))
        }
      }
      guard same.count >= 4 else { continue }
      let change = medianOf(Array(same.suffix(3))) / medianOf(Array(same.suffix(4).prefix(3))) - 1
      if change.magnitude < 0.03 { break }
    }
    let last = medianOf(Array(same.suffix(3)))
    if let planted { plantedRounds = roundsFor(seconds: planted * last) }
  }

  /// Seconds of one step of an arm: the median where several make up a sample, which one step of a
  /// millisecond that the system held up for three does not move.
  private func sample(_ arm: Int) -> Double {
    medianOf(
      (0..<repeats[arm]).map { _ in
        var seconds = arms[arm].step()
        if arm == 2 && plantedRounds > 0 {
          seconds += timed { burst(rounds: plantedRounds) }
        }
        return seconds
      })
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
    let perRound = medianOf((0..<9).map { _ in timed { burst(rounds: trial) } }) / Double(trial)
    return max(1, Int(seconds / perRound))
  }
}

/// How fast the threads move memory that no cache holds.
enum MemoryBandwidth {
  /// Bytes a second of sums of two arrays of 96 MB into a third, the best of seven: two reads and
  /// one write for each float, whatever the cache reads on top before it writes.
  static func measure(on team: ThreadTeam) -> Double {
    let piece = 1 << 16
    let pieces = 384
    let arrays = (0..<3).map { _ in FloatBuffer(count: piece * pieces) }
    let seconds = (0..<7).map { _ in
      timed {
        team.run(tasks: pieces) { task, _ in
          let first = task * piece
          addElements(
            count: piece, left: arrays[0].pointer + first, right: arrays[1].pointer + first,
            sum: arrays[2].pointer + first)
        }
      }
    }
    return Double(12 * piece * pieces) / seconds.min()!
  }
}

func medianOf(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
