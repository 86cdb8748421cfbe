/// The median of at least one value: the middle one, or the mean of the middle two.
public func median(of values: [Double]) -> Double {
  precondition(!values.isEmpty, "a median needs a value")
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
