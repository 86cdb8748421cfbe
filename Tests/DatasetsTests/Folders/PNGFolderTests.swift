import Datasets
import Foundation
import Testing

@Suite struct PNGFolderTests {
  /// A grey image of one value.
  private static func flat(_ value: UInt8, width: Int = 3, height: Int = 2) -> [UInt8] {
    PNGFile.plain(
      width: width, height: height, channels: 1,
      [UInt8](repeating: value, count: width * height)
    ).bytes
  }

  /// Two classes without parts, 10 images of `ape` from value 0 on and 7 of `bee` from 100 on.
  private func unsplit() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for index in 0..<10 { try folder.write("ape/\(index).png", Self.flat(UInt8(index))) }
    for index in 0..<7 { try folder.write("bee/\(index).PNG", Self.flat(UInt8(100 + index))) }
    return folder
  }

  /// Two classes with parts, whose byte order is not their order in a dictionary.
  private func parts() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("train/ape/b.png", Self.flat(2))
    try folder.write("train/ape/a.png", Self.flat(1))
    try folder.write("train/Zebra/a.png", Self.flat(3))
    try folder.write("test/ape/a.png", Self.flat(4))
    return folder
  }

  @Test func partsAndClassesFollowTheFolders() throws {
    let set = try parts().load()
    // Z comes before a in bytes.
    #expect(set.training.labels == [0, 1, 1] && set.test.labels == [1])
    #expect(Dataset.images(set.training).map(\.[0]) == [3, 1, 2])
    #expect(Dataset.images(set.test).map(\.[0]) == [4])
    #expect(set.identity.classes == 2 && set.identity.channels == 1)
    #expect(set.identity.height == 2 && set.identity.width == 3)
  }

  @Test func theSplitIsDeterministicDisjointAndByClass() throws {
    let folder = try unsplit()
    let set = try folder.load()
    #expect(set.test.labels == [0, 0, 1])
    #expect(set.training.labels == [UInt8](repeating: 0, count: 8) + [1, 1, 1, 1, 1, 1])
    let training = Dataset.images(set.training).map(\.[0])
    let test = Dataset.images(set.test).map(\.[0])
    // Each value is one image's: together they are all, in their order.
    #expect((training + test).sorted() == Array(0..<10) + Array(100..<107))
    #expect(training == training.sorted() && test == test.sorted())
    #expect(try folder.load() == set)
    // As it came out when it was made: another split would be another data set, unannounced.
    #expect(test == [2, 8, 105])
  }

  @Test func colourAnywhereMakesTheSetRGB() throws {
    let folder = try parts()
    let color = PNGFile.plain(
      width: 3, height: 2, channels: 3, (0..<18).map { UInt8($0) })
    try folder.write("test/ape/b.png", color.bytes)
    let set = try folder.load()
    #expect(set.identity.channels == 3)
    #expect(Dataset.images(set.test)[1] == Array(0..<18))
    #expect(set.training.images == [3, 1, 2].flatMap { [UInt8](repeating: $0, count: 18) })
  }

  @Test func sizesMayDifferWhenOneIsAskedFor() throws {
    let folder = try parts()
    try folder.write("train/ape/c.png", Self.flat(9, width: 40, height: 17))
    let set = try folder.load(size: 4)
    #expect(set.identity.height == 4 && set.identity.width == 4)
    #expect(
      set.training.images == [3, 1, 2, 9].flatMap { [UInt8](repeating: $0, count: 16) })
    // A picture of its own size keeps its bytes, and so does the whole set its digest.
    let square = try TemporaryFolder()
    for name in ["a", "b"] {
      for index in 0..<5 {
        let file = PNGFile.plain(
          width: 2, height: 2, channels: 1, (0..<4).map { UInt8($0 * 50 + index) })
        try square.write("\(name)/\(index).png", file.bytes)
      }
    }
    #expect(try square.load(size: 2) == square.load())
  }

  /// What other systems and tools leave behind is no data; what else is none gets one line.
  @Test func strayEntriesAreLeftOut() throws {
    let folder = try parts()
    try folder.write("test/Zebra/a.png", Self.flat(5))
    let set = try folder.load()
    for name in [
      ".DS_Store", "._ape", ".ipynb_checkpoints/a.png", "__MACOSX/train/._ape/a.png",
      "@eaDir/a.png/SYNOFILE_THUMB.png", "desktop.ini", "train/Thumbs.db",
      "train/__MACOSX/ape/b.png", "train/.cache/a.png", "train/ape/._a.png", "train/ape/THUMBS.DB",
      "train/ape/@eaDir/a.png/b.png", "train/ape/a.png:Zone.Identifier",
      "test/ape/.ipynb_checkpoints/a.png",
    ] { try folder.write(name, [1, 2, 3]) }
    var (found, notes) = try folder.loadWithNotes()
    #expect(found == set && notes.isEmpty)

    for name in [
      "notes.txt", "val/ape/a.png", "train/labels.csv", "train/ape/c.jpg", "test/ape/a.png~",
    ] { try folder.write(name, [1, 2, 3]) }
    (found, notes) = try folder.loadWithNotes()
    #expect(found == set)
    #expect(
      notes == [.leftOut(folder: folder.path, count: 5, first: folder.path("train/labels.csv"))])
  }

  @Test func aClassThatAPartLacksIsNamed() throws {
    let split = try unsplit()
    for index in 0..<4 { try split.write("cat/\(index).png", Self.flat(UInt8(200 + index))) }
    for (folder, name) in [(try parts(), "Zebra"), (split, "cat")] {
      #expect(
        try folder.loadWithNotes().notes == [
          .absentClasses(folder: folder.path, part: "test", classes: [name])
        ])
    }
  }

  /// "\u{E9}" and "e\u{301}": one text, and two sequences of bytes.
  @Test func classesAreComparedAsUnicodeComparesText() throws {
    let folder = try TemporaryFolder()
    try folder.write("train/caf\u{E9}/a.png", Self.flat(1))
    try folder.write("train/ape/a.png", Self.flat(2))
    try folder.write("test/cafe\u{301}/a.png", Self.flat(3))
    try folder.write("test/ape/a.png", Self.flat(4))
    let set = try folder.load()
    #expect(set.training.labels == [0, 1] && set.test.labels == [0, 1])
    #expect(Dataset.images(set.test).map(\.[0]) == [4, 3])

    // Both in one part cannot be told apart in the other.
    for part in ["test", "train"] {
      try folder.write("\(part)/caf\u{E9}/a.png", Self.flat(5))
      try folder.write("\(part)/cafe\u{301}/a.png", Self.flat(6))
      let error = #expect(throws: DatasetError.self) { try folder.load() }
      let expected = DatasetError.classesAlike(
        folder: folder.path(part), names: ["cafe\u{301}", "caf\u{E9}"])
      #expect(error == expected)
      expectOneSentence(expected, naming: folder.path(part))
      #expect(expected.description.contains("cafe\\u{301} and caf\\u{e9}"))
    }
  }

  /// Folders of parts whose images are of no class are no classes; a class may have such a name.
  @Test(arguments: [
    (["train/cat.0.png", "test/dog.1.png"], ["test", "train"]),
    (["Train/cat.0.png", "Val/dog.1.png"], ["Train", "Val"]),
    (["train/cat.0.png", "test/dog.1.png", "extra/a.png"], ["test", "train"]),
    (["train/cat.0.png"], ["train"]),
    (["train/cat.0.png", "test/cat/0.png"], ["test", "train"]),
    (["train/cat/0.png", "train/dog/1.png", "test/0.png"], ["test"]),
    (["car/0.png", "train/1.png"], nil),
  ])
  func partsWithoutClassesAreRefused(_ files: [String], _ parts: [String]?) throws {
    let folder = try TemporaryFolder()
    for file in files {
      for copy in 0..<6 {
        let name = file.replacing(".png", with: "\(copy).png")
        try folder.write(name, Self.flat(UInt8(copy)))
      }
    }
    guard let parts else {
      #expect(try folder.load().identity.classes == 2)
      return
    }
    let expected = DatasetError.partsWithoutClasses(folder: folder.path, parts: parts)
    #expect(throws: expected) { try folder.load() }
    expectOneSentence(expected, naming: folder.path)
    #expect(expected.description.contains("train/CLASS/*.png"))
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let apply: @Sendable (TemporaryFolder) throws -> Void
    let expected: @Sendable (TemporaryFolder) -> DatasetError
    var testDescription: String { name }
  }

  static let damages: [Damage] = [
    Damage(name: "truncated image") { folder in
      try folder.write("train/ape/b.png", flat(2).dropLast(20))
    } expected: {
      .undecodableImage(
        file: $0.path("train/ape/b.png"), reason: "the file ends inside the image")
    },
    Damage(name: "another format by its content") { folder in
      try folder.write("test/ape/a.png", Array("\u{FF}\u{D8} not a PNG".utf8))
    } expected: {
      .undecodableImage(file: $0.path("test/ape/a.png"), reason: "Not a PNG file")
    },
    Damage(name: "a class of another format") { folder in
      try folder.write("train/bee/c.jpg", [1])
    } expected: {
      .noImages(folder: $0.path("train/bee"))
    },
    Damage(name: "an image beside the classes") { folder in
      try folder.write("train/a.png", flat(2))
    } expected: {
      .imageOutsideClass(file: $0.path("train/a.png"))
    },
    Damage(name: "an image beside the parts") { folder in
      try folder.write("a.png", flat(2))
    } expected: {
      .imageOutsideClass(file: $0.path("a.png"))
    },
    Damage(name: "a class whose name is not UTF-8") { folder in
      folder.makeFolder(named: Array("caf".utf8) + [0xE9], in: "train")
    } expected: {
      .nameNotUTF8(folder: $0.path("train"), name: "caf\\xe9")
    },
    Damage(name: "a link to a class that is gone") { folder in
      try folder.link("train/bee", to: "nowhere")
    } expected: {
      .danglingLink(path: $0.path("train/bee"))
    },
    Damage(name: "a class that is a link out of the folder") { folder in
      try folder.write("../set of another/a.png", flat(1))
      try folder.link("train/bee", to: "../../set of another")
    } expected: {
      let folder = DatasetSourceTests.resolved($0.path)
      return .leadsOutside(
        link: $0.path("train/bee"), target: folder + " of another", folder: folder)
    },
    Damage(name: "a file larger than any image") { folder in
      try folder.write("train/ape/b.png", flat(2))
      #expect(truncate(folder.path("train/ape/b.png"), 1 << 40) == 0)
    } expected: {
      .tooLarge(file: $0.path("train/ape/b.png"), bytes: 1 << 40, limit: 1 << 30)
    },
    Damage(name: "a link to itself") { folder in
      try folder.link("train/ape/c.png", to: "c.png")
    } expected: {
      .unreadable(file: $0.path("train/ape/c.png"), code: ELOOP)
    },
    Damage(name: "a pipe") { folder in
      #expect(mkfifo(folder.path("train/ape/c.png"), 0o666) == 0)
    } expected: {
      .notAFile(path: $0.path("train/ape/c.png"))
    },
    Damage(name: "a folder in a class") { folder in
      try folder.write("train/ape/more/c.png", flat(2))
    } expected: {
      .notPNG(path: $0.path("train/ape/more"))
    },
    Damage(name: "another size") { folder in
      try folder.write("train/ape/b.png", flat(2, width: 3, height: 3))
      try folder.write("train/ape/c.png", flat(2, width: 9, height: 9))
    } expected: {
      .unequalImageSizes(
        file: $0.path("train/ape/b.png"), size: [3, 3], firstFile: $0.path("train/Zebra/a.png"),
        firstSize: [3, 2])
    },
    Damage(name: "an empty class") { folder in
      try folder.makeFolder("train/bee")
    } expected: {
      .noImages(folder: $0.path("train/bee"))
    },
    Damage(name: "an empty test part") { folder in
      try folder.remove("test/ape")
    } expected: {
      .noImages(folder: $0.path("test"))
    },
    Damage(name: "no test part") { folder in
      try folder.remove("test")
    } expected: {
      .missingFolder($0.path("test"))
    },
    Damage(name: "a class of the test part alone") { folder in
      try folder.write("test/bee/a.png", flat(1))
    } expected: {
      .unknownClass(folder: $0.path("test/bee"), trainingFolder: $0.path("train"))
    },
    Damage(name: "a single class") { folder in
      try folder.remove("train/Zebra")
    } expected: {
      .singleClass(path: $0.path("train"))
    },
    Damage(name: "more classes than bytes") { folder in
      for index in 0..<255 { try folder.write("train/class \(index)/a.png", flat(1)) }
    } expected: {
      .tooManyClasses(folder: $0.path("train"), count: 257)
    },
    Damage(name: "too few images to split") { folder in
      try folder.remove("train")
      try folder.remove("test")
      for name in ["ape", "bee"] {
        for index in 0..<4 { try folder.write("\(name)/\(index).png", flat(1)) }
      }
    } expected: {
      .tooFewToSplit(path: $0.path)
    },
  ]

  @Test(arguments: damages) func damageIsNamed(_ damage: Damage) throws {
    let folder = try parts()
    try damage.apply(folder)
    let expected = damage.expected(folder)
    #expect(throws: expected) { try folder.load() }
    expectOneSentence(expected, naming: folder.path)
    #expect(throws: expected) { try DatasetReader(.folder(folder.path)).load() }
  }

  /// The set's own folder may be reached by a link, and hold links to what lies in it.
  @Test func linksWithinTheFolderAreFollowed() throws {
    let folder = try parts()
    let set = try folder.load()
    try folder.link("../by a link", to: "set")
    try FileManager.default.moveItem(atPath: folder.path("test"), toPath: folder.path(".test"))
    try folder.link("test", to: folder.path("../by a link/.test"))
    #expect(try DatasetSource.folder(folder.path("../by a link")).load() == set)
  }

  @Test func allByteLabelsAreUsable() throws {
    let folder = try TemporaryFolder()
    for index in 0..<256 {
      for part in ["train", "test"] {
        try folder.write("\(part)/\(1000 + index)/a.png", Self.flat(UInt8(index)))
      }
    }
    let set = try folder.load()
    #expect(set.identity.classes == 256 && set.training.labels == Array(0...255))
  }

  @Test func theRemedyForUnequalSizesIsAnOption() {
    let error = DatasetError.unequalImageSizes(
      file: "b.png", size: [4, 3], firstFile: "a.png", firstSize: [3, 3])
    #expect("\(error)".contains("b.png is of 4 x 3 pixels and a.png of 3 x 3; pass --size N"))
  }
}
