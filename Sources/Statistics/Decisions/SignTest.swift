/// The one-sided sign test: the chance that at least `agreeing` of `count` fair coins fall one way.
/// Ties count against agreement.
public func signTestProbability(agreeing: Int, of count: Int) -> Double {
  precondition(agreeing >= 0 && agreeing <= count, "no more can agree than there are")
  var term = 1.0
  for _ in 0..<count { term /= 2 }
  // term is C(count, k) / 2^count, from k = count downwards.
  var sum = 0.0
  for k in stride(from: count, through: agreeing, by: -1) {
    sum += term
    term *= Double(k) / Double(count - k + 1)
  }
  return min(1, sum)
}
