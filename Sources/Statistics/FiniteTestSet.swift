/// The error of an accuracy that comes from the test set being finite, with the model held fixed.
public enum FiniteTestSet {
  /// The binomial standard error of an accuracy in [0, 1] over `images`.
  public static func standardError(accuracy: Double, images: Int) -> Double {
    (accuracy * (1 - accuracy) / Double(images)).squareRoot()
  }

  /// The standard error of a difference of two accuracies over the same images.
  ///
  /// - Parameter differences: for each image, the difference of the shares of runs that were right
  ///   on it, such as +1, 0 or -1 for one run of each arm.
  public static func standardError(differences: [Double]) -> Double {
    guard let first = differences.first else { return 0 }
    // Shifted by the first value, so that equal differences give exactly zero.
    let n = Double(differences.count)
    let shifted = differences.map { $0 - first }
    let mean = shifted.reduce(0, +) / n
    let squares = shifted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / n / n).squareRoot()
  }
}
