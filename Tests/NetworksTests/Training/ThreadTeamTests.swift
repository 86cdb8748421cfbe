import Kernels
import Networks
import Synchronization
import Testing

/// Subnormals are flushed in every thread that computes, and nowhere else.
struct ThreadTeamTests {
  @Test(arguments: [1, 2, 3, 8])
  func everyThreadOfATeamFlushes(threads: Int) {
    let team = ThreadTeam(count: threads)
    let before = flushesSubnormals
    for _ in 0..<3 {
      // By thread: whether the policy is set, and what half of the smallest normal number is.
      var policies = [Bool](repeating: false, count: threads)
      var halves = [Float](repeating: .nan, count: threads)
      policies.withUnsafeMutableBufferPointer { policies in
        halves.withUnsafeMutableBufferPointer { halves in
          let started = Atomic<Int>(0)
          team.run(tasks: threads) { _, thread in
            // Each waits for all, so that no thread takes two.
            started.add(1, ordering: .relaxed)
            while started.load(ordering: .relaxed) < threads {}
            policies[thread] = flushesSubnormals
            let smallest: [Float] = [.leastNormalMagnitude]
            multiplyElements(
              count: 1, left: smallest, right: [0.5], product: halves.baseAddress! + thread)
          }
        }
      }
      #expect(policies == [Bool](repeating: true, count: threads))
      #expect(halves == [Float](repeating: 0, count: threads))
      #expect(team.lastParticipants == threads)
      #expect(flushesSubnormals == before, "the caller gets its own policy back")
    }
  }

  /// A program trains hundreds of runs, each with a team of its own. The team is freed once all its
  /// threads have ended.
  @Test func threadsEndWithTheirTeam() {
    weak var team: ThreadTeam?
    do {
      let own = ThreadTeam(count: 3)
      own.run(tasks: 3) { _, _ in }
      team = own
    }
    #expect(team == nil)
  }

  /// A caller that flushes already goes on doing so after a team's work.
  @Test func aFlushingCallerGoesOnFlushing() {
    let team = ThreadTeam(count: 2)
    flushingSubnormals {
      team.run(tasks: 2) { _, _ in }
      #expect(flushesSubnormals)
    }
  }
}
