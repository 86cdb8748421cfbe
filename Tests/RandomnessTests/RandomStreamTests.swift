import Randomness
import Testing

/// The generator against published vectors, and its streams against what uniform and independent
/// numbers do. The statistical bounds are five standard deviations of the statistic under that
/// hypothesis; seeds are fixed, so a test either always passes or always fails.
struct RandomStreamTests {
  struct KnownAnswer: Sendable {
    var counter: (UInt32, UInt32, UInt32, UInt32)
    var key: (UInt32, UInt32)
    var block: (UInt32, UInt32, UInt32, UInt32)
  }

  /// The lines `philox4x32 10` of `kat_vectors` in Random123, the generator's authors' library.
  static let knownAnswers = [
    KnownAnswer(
      counter: (0, 0, 0, 0), key: (0, 0),
      block: (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
    KnownAnswer(
      counter: (.max, .max, .max, .max), key: (.max, .max),
      block: (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)),
    KnownAnswer(
      counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      key: (0xa409_3822, 0x299f_31d0),
      block: (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)),
  ]

  @Test(arguments: knownAnswers)
  func matchesPublishedVectors(_ answer: KnownAnswer) {
    #expect(RandomStream.block(counter: answer.counter, key: answer.key) == answer.block)
  }

  @Test func oneNameAndSeedGiveOneStream() {
    var first = RandomStream(seed: 7, name: "weights")
    var second = RandomStream(seed: 7, name: "weights")
    // More than one block of four, from every position in it.
    #expect((0..<101).allSatisfy { _ in first.next32() == second.next32() })
    #expect(first.next64() == second.next64())
  }

  @Test func namesAndSeedsGiveStreamsOfTheirOwn() {
    var firstWords = Set<UInt64>()
    for seed in 0..<100 as Range<UInt64> {
      for index in 0..<100 {
        var stream = RandomStream(seed: seed, name: "order/epoch\(index)")
        firstWords.insert(stream.next64())
      }
    }
    // 10,000 words of 64 bits coincide with probability 3e-12.
    #expect(firstWords.count == 10_000)
  }

  struct StreamIdentity: Sendable {
    var seed: UInt64
    var name: String
  }

  @Test(arguments: [
    StreamIdentity(seed: 1, name: "b"), StreamIdentity(seed: 2, name: "a"),
    StreamIdentity(seed: 1, name: ""),
  ])
  func streamsAreUncorrelated(_ other: StreamIdentity) {
    let count = 100_000
    var left = RandomStream(seed: 1, name: "a")
    var right = RandomStream(seed: other.seed, name: other.name)
    var sum = 0.0
    for _ in 0..<count { sum += (left.uniform() - 0.5) * (right.uniform() - 0.5) }
    // A product of two centred uniforms has standard deviation 1/12.
    let deviations = sum / Double(count).squareRoot() * 12
    print("streams 1:a and \(other.seed):\(other.name): \(deviations) standard deviations")
    #expect(abs(deviations) < 5)
  }

  @Test func uniformNumbersAreUniform() {
    let count = 1_000_000
    var stream = RandomStream(seed: 3, name: "uniform")
    var bins = [Int](repeating: 0, count: 64)
    var inRange = true
    var sum = 0.0
    var pairs = 0.0
    var previous = 0.5
    for _ in 0..<count {
      let value = stream.uniform()
      inRange = inRange && value >= 0 && value < 1
      bins[Int(value * 64)] += 1
      sum += value - 0.5
      pairs += (value - 0.5) * (previous - 0.5)
      previous = value
    }
    let root = Double(count).squareRoot()
    // A centred uniform has standard deviation 1/sqrt(12), the product of two neighbours 1/12.
    let mean = sum / root * 12.0.squareRoot()
    let neighbours = pairs / root * 12
    let spread = Self.chiSquaredDeviations(bins)
    print("uniform: mean \(mean), neighbours \(neighbours), bins \(spread) standard deviations")
    #expect(inRange)
    #expect(abs(mean) < 5)
    #expect(abs(neighbours) < 5)
    #expect(abs(spread) < 5)
  }

  @Test(arguments: [1, 2, 3, 10, 1000])
  func boundedNumbersAreUniform(bound: Int) {
    var stream = RandomStream(seed: 5, name: "bounded")
    var bins = [Int](repeating: 0, count: bound)
    for _ in 0..<1_000_000 { bins[stream.uniform(below: bound)] += 1 }
    let spread = Self.chiSquaredDeviations(bins)
    print("uniform below \(bound): \(spread) standard deviations")
    #expect(abs(spread) < 5)
  }

  /// A bound of three quarters of 2^32: without rejection every third number would come twice as
  /// often as the others.
  @Test func largeBoundsAreWithoutBias() {
    var stream = RandomStream(seed: 5, name: "large bound")
    var bins = [0, 0, 0]
    for _ in 0..<100_000 { bins[stream.uniform(below: 3 << 30) % 3] += 1 }
    let spread = Self.chiSquaredDeviations(bins)
    print("uniform below 3 * 2^30, modulo 3: \(spread) standard deviations")
    #expect(abs(spread) < 5)
  }

  @Test(arguments: [0, 1, 2, 17, 1000])
  func permutationHoldsEveryIndexOnce(count: Int) {
    var stream = RandomStream(seed: 11, name: "permutation")
    #expect(stream.permutation(of: count).sorted() == Array(0..<count))
  }

  @Test func everyPermutationIsEquallyLikely() {
    var stream = RandomStream(seed: 13, name: "permutations")
    var counts: [[Int]: Int] = [:]
    for _ in 0..<240_000 { counts[stream.permutation(of: 4), default: 0] += 1 }
    #expect(counts.count == 24)
    let spread = Self.chiSquaredDeviations(Array(counts.values))
    print("orders of four: \(spread) standard deviations")
    #expect(abs(spread) < 5)
  }

  /// How many standard deviations the chi-squared statistic of equally likely bins lies from its
  /// mean k - 1; its variance is 2 (k - 1). Zero for a single bin.
  private static func chiSquaredDeviations(_ bins: [Int]) -> Double {
    let freedom = Double(bins.count - 1)
    if freedom == 0 { return 0 }
    let expected = Double(bins.reduce(0, +)) / Double(bins.count)
    let statistic = bins.reduce(0) { sum, count in
      sum + (Double(count) - expected) * (Double(count) - expected) / expected
    }
    return (statistic - freedom) / (2 * freedom).squareRoot()
  }
}
