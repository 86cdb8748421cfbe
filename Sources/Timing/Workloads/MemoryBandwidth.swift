import Kernels
import Networks

/// The speed of memory, for arrays larger than the caches.
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
