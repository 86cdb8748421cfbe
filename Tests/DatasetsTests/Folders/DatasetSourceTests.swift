import Datasets
import Digests
import Foundation
import Testing

@Suite struct DatasetSourceTests {
  @Test func readsPlainAndCompressedFilesAlike() throws {
    let fixture = try IDXFixture()
    let plain = try fixture.load()
    #expect(plain.identity.trainingImages == 12 && plain.identity.testImages == 6)
    #expect(plain.identity.classes == 3)
    #expect(plain.identity.height == 4 && plain.identity.width == 4 && plain.identity.channels == 1)
    #expect(plain.training.images.prefix(3) == [0, 7, 14])
    #expect(plain.test.labels == [0, 1, 2, 0, 1, 2])

    try fixture.compress("train-images-idx3-ubyte")
    try fixture.compress("t10k-labels-idx1-ubyte")
    #expect(try fixture.load() == plain)
  }

  /// Browsers unpack a `.gz` and keep its name; the content says what a file is.
  @Test func compressionIsKnownByContent() throws {
    let fixture = try IDXFixture()
    let plain = try fixture.load()
    let compressed = try fixture.compress("train-images-idx3-ubyte")
    try fixture.write("train-images-idx3-ubyte", compressed)
    try fixture.write("train-images-idx3-ubyte.gz", IDXFixture.images(12))
    try fixture.remove("t10k-labels-idx1-ubyte")
    try fixture.write("t10k-labels-idx1-ubyte.gz", IDXFixture.labels(6))
    #expect(try fixture.load() == plain)
  }

  /// A pattern that a terminal would obey is spelled out.
  @Test func namesArePrintedSafely() throws {
    let folder = try TemporaryFolder()
    let name = "a\u{1B}[2J\u{202E}\n\u{1F468}\u{200D}\u{1F469}"
    try folder.makeFolder(name)
    let sentence = DatasetError.unrecognised(folder: folder.path(name)).description
    #expect(
      sentence.contains("a\\u{1b}[2J\\u{202e}\\u{a}\u{1F468}\u{200D}\u{1F469}"), "\(sentence)")
  }

  @Test func digestFollowsItsRule() throws {
    let fixture = try IDXFixture()
    var content = Array("12 4 4 1\n".utf8)
    content += IDXFixture.images(12).dropFirst(16)
    content += IDXFixture.labels(12).dropFirst(8)
    content += Array("6 4 4 1\n".utf8)
    content += IDXFixture.images(6).dropFirst(16)
    content += IDXFixture.labels(6).dropFirst(8)
    #expect(
      try fixture.load().identity.digest == content.withUnsafeBytes { SHA256.hexadecimal(of: $0) })
  }

  @Test func missingFolderIsNamed() {
    let folder = "/nowhere/at-all"
    #expect(throws: DatasetError.missingFolder(folder)) { try DatasetSource.folder(folder).load() }
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let apply: @Sendable (IDXFixture) throws -> Void
    let expected: @Sendable (IDXFixture) -> DatasetError
    var testDescription: String { name }
  }

  static let damages: [Damage] = [
    Damage(name: "missing file") {
      try $0.remove("t10k-labels-idx1-ubyte")
    } expected: {
      .missingFile(folder: $0.folder, name: "t10k-labels-idx1-ubyte")
    },
    Damage(name: "truncated .gz") { fixture in
      let bytes = try fixture.compress("train-images-idx3-ubyte")
      try fixture.write("train-images-idx3-ubyte.gz", Array(bytes.dropLast(bytes.count / 2)))
    } expected: {
      .truncated(file: $0.path("train-images-idx3-ubyte.gz"))
    },
    Damage(name: "empty .gz") { fixture in
      try fixture.compress("train-images-idx3-ubyte")
      try fixture.write("train-images-idx3-ubyte.gz", [])
    } expected: {
      .truncated(file: $0.path("train-images-idx3-ubyte.gz"))
    },
    Damage(name: "flipped checksum") { fixture in
      var bytes = try fixture.compress("train-labels-idx1-ubyte")
      bytes[bytes.count - 8] ^= 1
      try fixture.write("train-labels-idx1-ubyte.gz", bytes)
    } expected: {
      .corrupt(file: $0.path("train-labels-idx1-ubyte.gz"), reason: "incorrect data check")
    },
    Damage(name: "neither compressed nor IDX") { fixture in
      try fixture.remove("train-labels-idx1-ubyte")
      try fixture.write("train-labels-idx1-ubyte.gz", Array("<html>".utf8))
    } expected: {
      .wrongMagicNumber(
        file: $0.path("train-labels-idx1-ubyte.gz"), found: "3c68746d", expected: "00000801")
    },
    Damage(name: "an older .gz beside another plain file") { fixture in
      try fixture.compress("train-labels-idx1-ubyte")
      try fixture.write("train-labels-idx1-ubyte", IDXFixture.labels(12, classes: 2))
    } expected: {
      .differentCopies(
        file: $0.path("train-labels-idx1-ubyte"),
        compressed: $0.path("train-labels-idx1-ubyte.gz"))
    },
    Damage(name: "four billion images") { fixture in
      try fixture.write(
        "train-images-idx3-ubyte",
        [0, 0, 8, 3, 255, 255, 255, 255, 0, 0, 0, 28, 0, 0, 0, 28] + IDXFixture.images(12))
    } expected: {
      .wrongLength(
        file: $0.path("train-images-idx3-ubyte"), dimensions: [0xFFFF_FFFF, 28, 28],
        expected: 0xFFFF_FFFF * 784, found: 208)
    },
    Damage(name: "an empty file of a terabyte") { fixture in
      #expect(truncate(fixture.path("train-images-idx3-ubyte"), 1 << 40) == 0)
    } expected: {
      .wrongLength(
        file: $0.path("train-images-idx3-ubyte"), dimensions: [12, 4, 4], expected: 192,
        found: 1 << 40 - 16)
    },
    Damage(name: "a .gz that claims four billion images") { fixture in
      let name = "train-images-idx3-ubyte"
      try fixture.write(name, [0, 0, 8, 3, 255, 255, 255, 255, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2])
      try fixture.compress(name)
    } expected: {
      .wrongLength(
        file: $0.path("train-images-idx3-ubyte.gz"), dimensions: [0xFFFF_FFFF, 28, 28],
        expected: 0xFFFF_FFFF * 784, found: 2)
    },
    Damage(name: "a link out of the folder") { fixture in
      let name = "t10k-labels-idx1-ubyte"
      try FileManager.default.moveItem(
        atPath: fixture.path(name), toPath: fixture.path("../elsewhere"))
      try FileManager.default.createSymbolicLink(
        atPath: fixture.path(name), withDestinationPath: "../elsewhere")
    } expected: {
      let folder = resolved($0.folder)
      return .leadsOutside(
        link: $0.path("t10k-labels-idx1-ubyte"),
        target: folder.dropLast("tiny".count) + "elsewhere", folder: folder)
    },
    Damage(name: "a link that leads nowhere") { fixture in
      try fixture.remove("t10k-labels-idx1-ubyte")
      try FileManager.default.createSymbolicLink(
        atPath: fixture.path("t10k-labels-idx1-ubyte"), withDestinationPath: "/nowhere/at-all")
    } expected: {
      .danglingLink(path: $0.path("t10k-labels-idx1-ubyte"))
    },
    Damage(name: "trailing bytes after .gz") { fixture in
      let bytes = try fixture.compress("train-labels-idx1-ubyte")
      try fixture.write("train-labels-idx1-ubyte.gz", bytes + [1, 2, 3])
    } expected: {
      .trailingBytes(file: $0.path("train-labels-idx1-ubyte.gz"), count: 3)
    },
    Damage(name: "wrong magic number") { fixture in
      try fixture.write("t10k-images-idx3-ubyte", IDXFixture.labels(6))
    } expected: {
      .wrongMagicNumber(
        file: $0.path("t10k-images-idx3-ubyte"), found: "00000801", expected: "00000803")
    },
    Damage(name: "empty file") {
      try $0.write("t10k-images-idx3-ubyte", [])
    } expected: {
      .wrongMagicNumber(
        file: $0.path("t10k-images-idx3-ubyte"), found: "nothing", expected: "00000803")
    },
    Damage(name: "too short") { fixture in
      try fixture.write("t10k-images-idx3-ubyte", IDXFixture.images(6).dropLast(1))
    } expected: {
      .wrongLength(
        file: $0.path("t10k-images-idx3-ubyte"), dimensions: [6, 4, 4], expected: 96, found: 95)
    },
    Damage(name: "too long") { fixture in
      try fixture.write("t10k-images-idx3-ubyte", IDXFixture.images(6) + [0])
    } expected: {
      .wrongLength(
        file: $0.path("t10k-images-idx3-ubyte"), dimensions: [6, 4, 4], expected: 96, found: 97)
    },
    Damage(name: "header alone, cut") { fixture in
      try fixture.write("t10k-images-idx3-ubyte", [0, 0, 8, 3, 0, 0])
    } expected: {
      .wrongLength(file: $0.path("t10k-images-idx3-ubyte"), dimensions: [], expected: 16, found: 6)
    },
    Damage(name: "dimensions that overflow") { fixture in
      try fixture.write(
        "t10k-images-idx3-ubyte", [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12))
    } expected: {
      .wrongLength(
        file: $0.path("t10k-images-idx3-ubyte"),
        dimensions: [Int](repeating: 0xFFFF_FFFF, count: 3), expected: Int.max, found: 0)
    },
    Damage(name: "unequal counts") { fixture in
      try fixture.write("train-labels-idx1-ubyte", IDXFixture.labels(11))
    } expected: {
      .unequalCounts(
        imageFile: $0.path("train-images-idx3-ubyte"), images: 12,
        labelFile: $0.path("train-labels-idx1-ubyte"), labels: 11)
    },
    Damage(name: "unequal sizes") { fixture in
      try fixture.write("t10k-images-idx3-ubyte", IDXFixture.images(6, width: 5))
    } expected: {
      .unequalSizes(
        trainingFile: $0.path("train-images-idx3-ubyte"), training: [4, 4],
        testFile: $0.path("t10k-images-idx3-ubyte"), test: [4, 5])
    },
    Damage(name: "label out of range") { fixture in
      try fixture.write("t10k-labels-idx1-ubyte", IDXFixture.labels(6, classes: 5))
    } expected: {
      .labelOutOfRange(
        file: $0.path("t10k-labels-idx1-ubyte"), index: 3, label: 3, classes: 3)
    },
    Damage(name: "single class") { fixture in
      try fixture.write("train-labels-idx1-ubyte", IDXFixture.labels(12, classes: 1))
    } expected: {
      .singleClass(path: $0.path("train-labels-idx1-ubyte"))
    },
  ]

  @Test(arguments: damages) func damageIsNamed(_ damage: Damage) throws {
    let fixture = try IDXFixture()
    try damage.apply(fixture)
    let error = #expect(throws: DatasetError.self) { try fixture.load() }
    let expected = damage.expected(fixture)
    #expect(error == expected)
    expectOneSentence(expected, naming: fixture.folder)
    // Not the memory that such a file would take.
    #expect(throws: expected) { try DatasetReader(.folder(fixture.folder)).load() }
  }

  /// Where a folder is: the temporary one may be reached by a link.
  static func resolved(_ path: String) -> String {
    let resolved = realpath(path, nil)!
    defer { free(resolved) }
    return String(cString: resolved)
  }

  @Test func damageOfTheDefaultSetNamesPackageAndDigests() {
    let sentence = DatasetError.truncated(
      file: FashionMNIST.folder + "/train-images-idx3-ubyte.gz"
    ).description
    #expect(sentence.contains(FashionMNIST.package))
    for file in FashionMNIST.files {
      #expect(sentence.contains(file.name) && sentence.contains(file.sha256))
    }
  }
}
