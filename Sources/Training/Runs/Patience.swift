import Experiments

/// Pauses between looks at what other processes hold: longer ones the longer it takes, since a hundred
/// processes that wait would keep a file server busy.
struct Patience {
  private var seconds = 0.5
  /// Whether there was no pause yet.
  private(set) var isFresh = true

  mutating func wait(unless isInterrupted: () -> Bool) {
    isFresh = false
    let clock = Clock()
    while clock.seconds < seconds, !isInterrupted() { Clock.sleep(seconds: 0.25) }
    seconds = min(seconds * 1.5, 10)
  }
}
