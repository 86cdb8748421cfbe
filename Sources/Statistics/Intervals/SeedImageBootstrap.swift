/// The standard error of a difference of two accuracies when both the seeds and the test images
/// are a sample: what a bootstrap that draws seeds and images, each whole, comes to with infinitely
/// many resamples. It has a closed form, so nothing is drawn.
///
/// The table of differences is split into mean + seed + image + remainder; each part is scaled so
/// that drawing n of n does not understate its spread by (n - 1) / n. A bootstrap of two crossed
/// factors counts the remainder three times (Owen, "The pigeonhole bootstrap", 2007); for images,
/// where the remainder is most of the spread, that is half as large an error again, so the two
/// times too many are taken off.
public struct SeedImageBootstrap: Hashable, Sendable {
  public let difference: Double
  /// Seeds and images drawn.
  public let standardError: Double
  /// Only seeds drawn: the test set held fixed.
  public let seedError: Double
  /// Only images drawn: the trained models held fixed.
  public let imageError: Double
  public let seeds: Int
  public let images: Int

  /// - Parameter differences: [seeds][images], at least two of each: +1 where only the arm's run of
  ///   that seed was right, -1 where only the other's was, else 0.
  public init(differences: [[Double]]) {
    let images = differences.first?.count ?? 0
    precondition(
      differences.count > 1 && images > 1, "a spread needs two seeds and two images")
    precondition(differences.allSatisfy { $0.count == images }, "every seed needs every image")
    (seeds, self.images) = (differences.count, images)
    let (n, m) = (Double(differences.count), Double(images))
    let seedMeans = differences.map(Estimate.mean)
    let mean = Estimate.mean(seedMeans)
    difference = mean
    var imageMeans = [Double](repeating: 0, count: images)
    for row in differences {
      for image in row.indices { imageMeans[image] += row[image] / n }
    }
    var remainder = 0.0
    for (row, seedMean) in zip(differences, seedMeans) {
      for image in row.indices {
        let residual = (row[image] - seedMean) - (imageMeans[image] - mean)
        remainder += residual * residual
      }
    }
    func squares(_ values: [Double]) -> Double {
      values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    let ofSeeds = squares(seedMeans) / (n * (n - 1))
    let ofImages = squares(imageMeans) / (m * (m - 1))
    let ofRemainder = remainder / (n * (n - 1) * m * (m - 1))
    // Never below either alone, where chance makes the remainder the larger.
    standardError = max(ofSeeds, ofImages, ofSeeds + ofImages - ofRemainder).squareRoot()
    seedError = ofSeeds.squareRoot()
    imageError = ofImages.squareRoot()
  }
}
