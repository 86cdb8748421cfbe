/// The kinds of data sets that are read, each recognised by what its folder holds.
enum DatasetKind: String, CaseIterable {
  case idx = "IDX files"
  case cifar10 = "CIFAR-10 binaries"
  case cifar100 = "CIFAR-100 binaries"
  case pngImages = "folders of PNG images"

  /// The one kind that `folder` holds.
  init(of folder: DataFolder) throws(DatasetError) {
    var found: [DatasetKind] = []
    for kind in Self.allCases {
      // A folder beside IDX files or binaries is no part of their set, readable or not.
      let isIn = found.isEmpty ? try kind.isIn(folder) : (try? kind.isIn(folder)) ?? false
      if isIn { found.append(kind) }
    }
    guard let kind = found.first else { throw .unrecognised(folder: folder.path) }
    guard found.count == 1 else {
      throw .severalKinds(folder: folder.path, kinds: found.map(\.rawValue))
    }
    self = kind
  }

  private func isIn(_ folder: DataFolder) throws(DatasetError) -> Bool {
    switch self {
    case .idx: !IDXFolder.stems(in: folder).isEmpty
    case .cifar10: CIFARFolder.ten.isIn(folder)
    case .cifar100: CIFARFolder.hundred.isIn(folder)
    case .pngImages: try PNGFolder.isIn(folder)
    }
  }

  /// What a folder of each kind holds, for sentences about a folder that holds none of it.
  static let descriptions =
    "IDX files ([PREFIX-]train-images-idx3-ubyte and -labels-idx1-ubyte, and the same with t10k or "
    + "test, each plain or .gz), CIFAR-10 binaries (data_batch_1.bin to data_batch_5.bin and "
    + "test_batch.bin), CIFAR-100 binaries (train.bin and test.bin), or PNG images in a sub-folder "
    + "for each class (CLASS/*.png, or train/CLASS/*.png and test/CLASS/*.png)"
}
