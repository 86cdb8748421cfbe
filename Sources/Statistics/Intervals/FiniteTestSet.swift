/// The error of an accuracy that comes from the test set being finite, with the model held fixed.
/// That of a difference of two is a part of `SeedImageBootstrap`.
public enum FiniteTestSet {
  /// The binomial standard error of an accuracy in [0, 1] over `images`.
  public static func standardError(accuracy: Double, images: Int) -> Double {
    (accuracy * (1 - accuracy) / Double(images)).squareRoot()
  }
}
