import Foundation

/// The x > 0 at which a strictly falling tail probability equals `target`, which lies below the
/// tail at zero: false position in the Illinois form (Dowell and Jarratt, 1971) on the tail's
/// logarithm, which is close to a straight line.
func quantile(ofTail tail: (Double) -> Double, equal target: Double) -> Double {
  func excess(_ x: Double) -> Double { log(tail(x) / target) }
  var (low, high) = (0.0, 1.0)
  var (atLow, atHigh) = (excess(low), excess(high))
  while atHigh > 0 {
    (low, atLow) = (high, atHigh)
    high *= 2
    atHigh = excess(high)
  }
  // Which end moved last: the other one's value is halved when the same end moves again.
  var movedLow: Bool?
  for _ in 0..<100 {
    let x = low + (high - low) * (atLow / (atLow - atHigh))
    let value = excess(x)
    // The logarithm of a ratio of Doubles cannot be told from zero below this.
    if abs(value) < 4e-16 || high - low < 2 * high.ulp { return x }
    if value > 0 {
      if movedLow == true { atHigh /= 2 }
      (low, atLow, movedLow) = (x, value, true)
    } else {
      if movedLow == false { atLow /= 2 }
      (high, atHigh, movedLow) = (x, value, false)
    }
  }
  return low + (high - low) / 2
}
