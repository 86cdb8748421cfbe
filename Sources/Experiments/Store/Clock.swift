import Foundation

/// Wall-clock time since its creation, by a monotonic clock.
package struct Clock {
  private let start = ContinuousClock.now

  package init() {}

  package var seconds: Double {
    let duration = ContinuousClock.now - start
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  package static func sleep(seconds: Double) { Thread.sleep(forTimeInterval: seconds) }
}
