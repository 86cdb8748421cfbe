import Foundation

/// Wall-clock time since its creation, by a monotonic clock.
struct Clock {
  private let start = ContinuousClock.now

  var seconds: Double {
    let duration = ContinuousClock.now - start
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  static func sleep(seconds: Double) { Thread.sleep(forTimeInterval: seconds) }
}
