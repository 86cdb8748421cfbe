/// The Euclidean norm.
func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }

/// The inner product.
func dot(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }

/// ||ours - theirs|| / max(||theirs||, floor).
func normalisedError(_ ours: [Double], _ theirs: [Double], floor: Double = 0) -> Double {
  precondition(ours.count == theirs.count, "both sides have one size")
  return norm(zip(ours, theirs).map { $0 - $1 }) / max(norm(theirs), floor, .leastNormalMagnitude)
}
