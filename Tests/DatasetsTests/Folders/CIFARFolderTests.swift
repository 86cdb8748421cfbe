import Datasets
import Foundation
import Testing

@Suite struct CIFARFolderTests {
  /// Records of 32 x 32 pixels: a record's planes are `start`, `start + 1` and `start + 2` and each
  /// pixel adds its own number.
  private static func record(labels: [UInt8], start: Int) -> [UInt8] {
    labels
      + (0..<3).flatMap { channel in
        (0..<1024).map { UInt8(truncatingIfNeeded: start + channel + $0 * 3) }
      }
  }

  private static func image(start: Int) -> [UInt8] {
    (0..<1024).flatMap { pixel in
      (0..<3).map { UInt8(truncatingIfNeeded: start + $0 + pixel * 3) }
    }
  }

  private func ten() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for batch in 1...5 {
      let records = (0..<2).flatMap {
        Self.record(labels: [UInt8(batch + $0)], start: 10 * batch + $0)
      }
      try folder.write("data_batch_\(batch).bin", records)
    }
    try folder.write("test_batch.bin", Self.record(labels: [9], start: 99))
    // The distribution's other files.
    try folder.write("batches.meta.txt", Array("airplane\n".utf8))
    try folder.write("readme.html", [])
    return folder
  }

  private func hundred() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let records = [[19, 99], [0, 3], [4, 0]].enumerated().flatMap {
      Self.record(labels: $1, start: $0)
    }
    try folder.write("train.bin", records)
    try folder.write("test.bin", Self.record(labels: [1, 42], start: 50))
    return folder
  }

  @Test func tenIsReadInOrderWithInterleavedChannels() throws {
    let set = try ten().load()
    #expect(set.training.labels == [1, 2, 2, 3, 3, 4, 4, 5, 5, 6])
    #expect(set.test.labels == [9])
    let starts = (1...5).flatMap { [10 * $0, 10 * $0 + 1] }
    #expect(set.training.images == starts.flatMap { Self.image(start: $0) })
    #expect(set.test.images == Self.image(start: 99))
    #expect(set.identity.classes == 10 && set.identity.channels == 3)
    #expect(set.identity.height == 32 && set.identity.width == 32)
  }

  @Test func hundredIsReadWithItsFineLabels() throws {
    let set = try hundred().load()
    #expect(set.training.labels == [99, 3, 0] && set.test.labels == [42])
    #expect(set.training.images == (0..<3).flatMap { Self.image(start: $0) })
    #expect(set.identity.classes == 100)
  }

  @Test func sizeIsApplied() throws {
    let folder = try hundred()
    let set = try folder.load(size: 8)
    #expect(set == (try folder.load().fitted(height: 8, width: 8, channels: 3)))
    #expect(set.identity.height == 8 && set.training.images.count == 3 * 8 * 8 * 3)
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    /// From the file's own bytes; nil removes it.
    let apply: @Sendable ([UInt8]) -> [UInt8]?
    let expected: @Sendable (TemporaryFolder) -> DatasetError
    var testDescription: String { name }
  }

  static let damagesOfTen: [Damage] = [
    Damage(name: "missing batch", file: "data_batch_3.bin") { _ in
      nil
    } expected: {
      .missingFile(folder: $0.path, name: "data_batch_3.bin")
    },
    Damage(name: "missing test batch", file: "test_batch.bin") { _ in
      nil
    } expected: {
      .missingFile(folder: $0.path, name: "test_batch.bin")
    },
    Damage(name: "truncated", file: "data_batch_2.bin") {
      $0.dropLast(100)
    } expected: {
      .partialRecord(file: $0.path("data_batch_2.bin"), record: 3073, found: 6046)
    },
    Damage(name: "too long", file: "test_batch.bin") {
      $0 + [0]
    } expected: {
      .partialRecord(file: $0.path("test_batch.bin"), record: 3073, found: 3074)
    },
    Damage(name: "empty", file: "test_batch.bin") { _ in
      []
    } expected: {
      .partialRecord(file: $0.path("test_batch.bin"), record: 3073, found: 0)
    },
    Damage(name: "label out of range", file: "data_batch_5.bin") {
      $0.prefix(3073) + [10] + $0.dropFirst(3074)
    } expected: {
      .labelOutOfRange(file: $0.path("data_batch_5.bin"), index: 1, label: 10, classes: 10)
    },
  ]

  static let damagesOfHundred: [Damage] = [
    Damage(name: "missing part", file: "test.bin") { _ in
      nil
    } expected: {
      .missingFile(folder: $0.path, name: "test.bin")
    },
    Damage(name: "truncated", file: "train.bin") {
      $0.dropLast(1)
    } expected: {
      .partialRecord(file: $0.path("train.bin"), record: 3074, found: 9221)
    },
    Damage(name: "fine label out of range", file: "test.bin") {
      [$0[0], 100] + $0.dropFirst(2)
    } expected: {
      .labelOutOfRange(file: $0.path("test.bin"), index: 0, label: 100, classes: 100)
    },
    Damage(name: "coarse label out of range", file: "test.bin") {
      [20] + $0.dropFirst()
    } expected: {
      .labelOutOfRange(file: $0.path("test.bin"), index: 0, label: 20, classes: 20)
    },
  ]

  @Test(arguments: damagesOfTen) func damageOfTenIsNamed(_ damage: Damage) throws {
    try expect(damage, in: ten())
  }

  @Test(arguments: damagesOfHundred) func damageOfHundredIsNamed(_ damage: Damage) throws {
    try expect(damage, in: hundred())
  }

  private func expect(_ damage: Damage, in folder: TemporaryFolder) throws {
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: folder.path(damage.file))))
    if let changed = damage.apply(bytes) {
      try folder.write(damage.file, changed)
    } else {
      try folder.remove(damage.file)
    }
    let expected = damage.expected(folder)
    #expect(throws: expected) { try folder.load() }
    expectOneSentence(expected, naming: folder.path)
  }
}

/// A sentence names the place and the remedy, and ends once.
func expectOneSentence(_ error: DatasetError, naming place: String) {
  let sentence = error.description
  #expect(sentence.contains(place) && sentence.contains("--data"), "\(sentence)")
  #expect(sentence.hasSuffix(".") && !sentence.contains(". "), "\(sentence)")
}
