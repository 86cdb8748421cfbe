/// Holm's step-down correction ("A simple sequentially rejective multiple test procedure", 1979).
///
/// - Returns: adjusted p values in the order given; the family-wise error of rejecting those at or
///   below a level is at most that level, however the tests depend on each other.
public func holmAdjusted(_ probabilities: [Double]) -> [Double] {
  let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
  var adjusted = probabilities
  var running = 0.0
  for (rank, index) in order.enumerated() {
    running = max(running, min(1, Double(probabilities.count - rank) * probabilities[index]))
    adjusted[index] = running
  }
  return adjusted
}
