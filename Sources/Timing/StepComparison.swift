import Networks
import Randomness
import Statistics

/// Measures what an option costs in a training step: whole steps (forward, backward, clip, update) of
/// model A, of a second copy A', and of B, interleaved.
///
/// Back-to-back timing on a shared machine moves by 10 %, as much as the published effect. So the
/// three alternate in mirrored blocks (such as A A' B B A' A, in an order drawn for each block): a
/// drift of the machine's speed that is linear within a block cancels. A block gives one ratio B/A
/// and one A'/A; the result is their median with a distribution-free interval. A'/A says what the
/// measurement makes of no difference at all.
public struct StepComparison: Sendable {
  public var name: String
  /// The paper's model at its true shape, such as "S/32".
  public var model: String
  public var a: VisionTransformerConfiguration
  public var b: VisionTransformerConfiguration
  public var batch: Int
  public var threads: Int
  /// Wall-clock seconds to measure for, after the warm-up.
  public var seconds: Double
  /// The control's whole 99 % interval must lie within plus or minus this for the result to be valid.
  public var halfWidth: Double
  public var published: Double?

  public init(
    name: String, model: String, a: VisionTransformerConfiguration,
    b: VisionTransformerConfiguration, batch: Int, threads: Int, seconds: Double,
    halfWidth: Double, published: Double?
  ) {
    self.name = name
    self.model = model
    self.a = a
    self.b = b
    self.batch = batch
    self.threads = threads
    self.seconds = seconds
    self.halfWidth = halfWidth
    self.published = published
  }

  /// A block during which others kept more than this many processors busy is left out: fixed before
  /// anything is measured.
  public static let largestOutsideLoad = 0.15

  /// Seconds of each step of one block, in the order they were taken.
  public struct Block: Hashable, Codable, Sendable {
    /// 0 is A, 1 is A', 2 is B.
    public var order: [Int]
    public var seconds: [Double]
    /// Processors kept busy by others, on average.
    public var outsideLoad: Double

    public init(order: [Int], seconds: [Double], outsideLoad: Double) {
      self.order = order
      self.seconds = seconds
      self.outsideLoad = outsideLoad
    }

    public var isDisturbed: Bool { outsideLoad > StepComparison.largestOutsideLoad }

    func total(of arm: Int) -> Double {
      zip(order, seconds).reduce(0) { $0 + ($1.0 == arm ? $1.1 : 0) }
    }
  }

  /// What the multiplications of the layers alone predict for B/A: 1 + D / (12 D + 2 L) for a gate.
  public var predicted: Double {
    Double(b.multiplyAddsPerTokenAndLayer) / Double(a.multiplyAddsPerTokenAndLayer)
  }

  /// Measures for `seconds`, and for as long again while the control is too wide; the warm-up comes on
  /// top. Takes some gigabytes at the paper's shapes.
  ///
  /// - Parameters:
  ///   - processor: this machine's processor, for the record.
  ///   - progress: called after every block with the seconds measured so far.
  ///   - shouldStop: asked between steps.
  /// - Throws: `TimingError` when another timing runs on this host, or it was stopped.
  public func measure(
    processor: String, progress: (_ elapsed: Double) -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws(TimingError) -> StepTiming {
    let lock = try HostLock()
    defer { withExtendedLifetime(lock) {} }
    let arms = [a, a, b].map {
      TimedSteps($0, batch: batch, shards: max(2, threads), threads: threads)
    }
    try warmUp(arms, shouldStop)
    var random = RandomStream(seed: 0, name: "timing/order")
    var blocks: [Block] = []
    let start = monotonicSeconds()
    while true {
      let half = random.permutation(of: arms.count)
      let order = half + half.reversed()
      let before = OutsideLoad.reading()
      var seconds: [Double] = []
      for arm in order {
        if shouldStop() { throw .stopped }
        seconds.append(arms[arm].step())
      }
      let load = OutsideLoad.reading().processors(since: before)
      blocks.append(Block(order: order, seconds: seconds, outsideLoad: load))
      let elapsed = monotonicSeconds() - start
      progress(elapsed)
      if elapsed < self.seconds { continue }
      let comparison = compare(blocks, processor: processor)
      if comparison.valid || elapsed >= 2 * self.seconds {
        return StepTiming(comparison: comparison, blocks: blocks)
      }
    }
  }

  /// Steps of every arm until the slowest of two rounds in a row differ by less than 5 %, or for a
  /// sixth of the time to measure.
  private func warmUp(_ arms: [TimedSteps], _ shouldStop: () -> Bool) throws(TimingError) {
    let start = monotonicSeconds()
    var last = Double.infinity
    while true {
      var round = 0.0
      for arm in arms {
        if shouldStop() { throw .stopped }
        round += arm.step()
      }
      if (round / last - 1).magnitude < 0.05 || monotonicSeconds() - start > seconds / 6 { return }
      last = round
    }
  }

  /// The result of measured blocks. Blocks under load from outside are dropped; where that leaves too
  /// few for an interval, all are used and the result is not valid.
  public func compare(_ blocks: [Block], processor: String) -> TimingComparison {
    let quiet = blocks.filter { !$0.isDisturbed }
    let enough = MedianInterval(of: quiet.map { $0.total(of: 1) }, level: 0.99) != nil
    let used = enough ? quiet : blocks
    func ratio(_ arm: Int, level: Double) -> RatioInterval {
      let ratios = used.map { $0.total(of: arm) / $0.total(of: 0) }
      if let interval = MedianInterval(of: ratios, level: level) {
        return RatioInterval(
          ratio: interval.median, low: interval.low, high: interval.high, level: level)
      }
      let sorted = ratios.sorted()
      return RatioInterval(
        ratio: sorted[sorted.count / 2], low: sorted.first!, high: sorted.last!, level: level)
    }
    func medianStep(_ arm: Int) -> Double {
      let steps = used.map { $0.total(of: arm) / 2 }.sorted()
      return steps[steps.count / 2]
    }
    let control = ratio(1, level: 0.99)
    return TimingComparison(
      name: name, model: model,
      setting: "width \(a.width), depth \(a.depth), \(a.heads) heads, L = \(a.tokens), "
        + "batch \(batch), float32",
      measured: ratio(2, level: 0.95), control: control, unit: "block", units: used.count,
      dropped: blocks.count - quiet.count, predicted: predicted, published: published,
      valid: enough && control.low >= 1 - halfWidth && control.high <= 1 + halfWidth,
      halfWidth: halfWidth, secondsA: medianStep(0), secondsB: medianStep(2), threads: threads,
      processor: processor)
  }
}

/// A comparison with the steps that it was made from.
public struct StepTiming: Hashable, Codable, Sendable {
  public var comparison: TimingComparison
  public var blocks: [StepComparison.Block]

  public init(comparison: TimingComparison, blocks: [StepComparison.Block]) {
    self.comparison = comparison
    self.blocks = blocks
  }
}
