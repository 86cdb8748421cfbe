import Experiments

/// A linear classifier of frozen representations, fitted to a few labelled images of each class in
/// closed form: the measure of transfer in the paper's Figure 1.
///
/// The method is that of big_vision's evaluators/fewshot_lsr.py. Representations are standardised
/// by the shots' mean and population standard deviation plus 1e-5, a constant feature of 100 is
/// appended for the bias, targets are 1 for an image's class and -1 for the others, and the weights
/// are those of ridge regression with l2 = 1024, (X'X + l2 I)^-1 X'Y; the largest score decides.
///
/// There, a float32 eigendecomposition solves it; here, a Cholesky factor in Double, which has the
/// same solution, since l2 makes the matrix positive definite, and rounds less. The sums have one
/// fixed order and no operation but arithmetic and square roots, so the bits are the same
/// everywhere.
///
/// Dimensions: N shots of all classes together, D width of a representation, F = D + 1 features, C
/// classes.
package struct FewShotProbe {
  private static let ridge = 1024.0
  private static let biasFeature = 100.0
  private static let deviationFloor = 1e-5

  private let classes: Int
  /// [D] each; the deviations with their floor added.
  private let means, deviations: [Double]
  /// [C, F].
  private let weights: [Double]

  /// - Parameters:
  ///   - representations: [N, D].
  ///   - labels: [N], below `classes`.
  package init(representations: [Float], labels: [UInt8], classes: Int) {
    let count = labels.count
    let width = representations.count / count
    self.classes = classes
    let means = Self.means(representations.map(Double.init), width: width)
    let squares = representations.indices.map { index in
      let difference = Double(representations[index]) - means[index % width]
      return difference * difference
    }
    let deviations = Self.means(squares, width: width).map {
      $0.squareRoot() + Self.deviationFloor
    }
    self.means = means
    self.deviations = deviations

    let features = width + 1
    var gram = [Double](repeating: 0, count: features * features)
    for index in 0..<features { gram[index * features + index] = Self.ridge }
    var weights = [Double](repeating: 0, count: classes * features)
    for (row, label) in labels.enumerated() {
      let x = Self.features(
        representations[row * width..<(row + 1) * width], means: means, deviations: deviations)
      for i in 0..<features {
        for j in 0...i { gram[i * features + j] += x[i] * x[j] }
        for target in 0..<classes {
          weights[target * features + i] += target == Int(label) ? x[i] : -x[i]
        }
      }
    }
    Self.factorise(&gram, size: features)
    for target in 0..<classes {
      Self.solve(gram, size: features, &weights[target * features..<(target + 1) * features])
    }
    self.weights = weights
  }

  /// Scores [C] of one representation [D].
  package func scores(of representation: ArraySlice<Float>) -> [Double] {
    let x = Self.features(representation, means: means, deviations: deviations)
    return (0..<classes).map { target in
      var score = 0.0
      for i in x.indices { score += x[i] * weights[target * x.count + i] }
      return score
    }
  }

  /// The fraction of representations [labels.count, D] whose largest score, the first one of equals,
  /// is that of their class.
  package func accuracy(representations: [Float], labels: [UInt8]) -> Double {
    let width = means.count
    var correct = 0
    for (row, label) in labels.enumerated() {
      let scores = scores(of: representations[row * width..<(row + 1) * width])
      let best = scores.indices.max { scores[$0] < scores[$1] }
      correct += best == Int(label) ? 1 : 0
    }
    return Double(correct) / Double(labels.count)
  }

  // MARK: - Parts

  /// Means of the columns of a matrix [rows, width].
  private static func means(_ values: [Double], width: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: width)
    for index in values.indices { sums[index % width] += values[index] }
    return sums.map { $0 / Double(values.count / width) }
  }

  /// A representation [D], standardised, with the bias's feature behind it.
  private static func features(
    _ representation: ArraySlice<Float>, means: [Double], deviations: [Double]
  ) -> [Double] {
    var features = zip(representation, zip(means, deviations)).map {
      (Double($0) - $1.0) / $1.1
    }
    features.append(biasFeature)
    return features
  }

  /// Replaces the lower triangle of a symmetric, positive definite matrix [size, size] by its
  /// Cholesky factor G, whose product with its transpose is the matrix.
  private static func factorise(_ matrix: inout [Double], size: Int) {
    for i in 0..<size {
      for j in 0...i {
        var value = matrix[i * size + j]
        for k in 0..<j { value -= matrix[i * size + k] * matrix[j * size + k] }
        matrix[i * size + j] = i == j ? value.squareRoot() : value / matrix[j * size + j]
      }
    }
  }

  /// Replaces the right-hand side [size] by the solution, with the factor of `factorise`: first of
  /// G, then of its transpose.
  private static func solve(_ factor: [Double], size: Int, _ side: inout ArraySlice<Double>) {
    let start = side.startIndex
    for i in 0..<size {
      for k in 0..<i { side[start + i] -= factor[i * size + k] * side[start + k] }
      side[start + i] /= factor[i * size + i]
    }
    for i in stride(from: size - 1, through: 0, by: -1) {
      for k in i + 1..<size { side[start + i] -= factor[k * size + i] * side[start + k] }
      side[start + i] /= factor[i * size + i]
    }
  }
}
