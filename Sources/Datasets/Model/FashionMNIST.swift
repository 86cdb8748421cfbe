/// The default data set: Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017) as the Debian and Ubuntu
/// package `dataset-fashion-mnist` installs it.
public enum FashionMNIST {
  public static let folder = "/usr/share/datasets/fashion-mnist"
  public static let package = "dataset-fashion-mnist"

  /// Known without the files, so that plans, figures and comparisons need no data. The digest is
  /// what `Dataset` computes (its rule stands beside `Dataset.digest`) from the package's version
  /// 0.0~git20200523.55506a9-1; loading compares it with the files' content.
  public static let identity = DatasetIdentity(
    digest: "fdc64a46a97f5eb0d0b11ee97109dbae1818ab60f166a27606dee1d0e750ea95",
    trainingImages: 60_000, testImages: 10_000, classes: 10, height: 28, width: 28, channels: 1)

  /// The package's files with their SHA-256 (`sha256sum` in the folder above, the same version).
  public static let files: [(name: String, sha256: String)] = [
    (
      "train-images-idx3-ubyte.gz",
      "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7"
    ),
    (
      "train-labels-idx1-ubyte.gz",
      "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056"
    ),
    (
      "t10k-images-idx3-ubyte.gz",
      "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa"
    ),
    (
      "t10k-labels-idx1-ubyte.gz",
      "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05"
    ),
  ]
}
