/// ||ours - theirs|| / ||theirs||.
func normalisedError(_ ours: [Float], _ theirs: [Double]) -> Double {
  precondition(ours.count == theirs.count, "both sides have one size")
  let difference = norm(zip(ours, theirs).map { Double($0) - $1 })
  return difference == 0 ? 0 : difference / norm(theirs)
}

/// The Euclidean norm.
func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
