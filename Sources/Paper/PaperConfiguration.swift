/// How the paper trained, as its text says it or the configurations of big_vision that it names.
/// Where a fact is recalled and was not read there, it says so.
///
/// Numbers that are only ever shown beside ours are the words to show.
public enum PaperConfiguration {
  public static let batch = 4096
  public static let learningRate = "0.001"
  public static let weightDecay = "0.0001"
  public static let clipNorm = "1"
  public static let warmUpSteps = 10_000
  public static let positionEmbedding = "learned"
  public static let precision = "float32, first moment bfloat16"
  public static let hardware = "TPU, kind not said"
  public static let seeds = "not said"
  /// Recalled: the validation part of ImageNet-1k.
  public static let testImages = 50_000
  public static let transferSets = [
    "Caltech Birds", "Caltech-101", "Stanford Cars", "CIFAR-100", "DTD", "ColHist", "Pets",
    "UC Merced",
  ]
}
