import Foundation

/// Seconds of a clock that never jumps.
package func monotonicSeconds() -> Double { clockSeconds(CLOCK_MONOTONIC) }

func clockSeconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
