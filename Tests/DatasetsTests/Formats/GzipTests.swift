import Datasets
import Foundation
import Testing

/// Files as RFC 1952 allows them, and as it does not, by way of a set that is read.
@Suite struct GzipTests {
  private static let name = "train-labels-idx1-ubyte"

  /// A member with every field that a header may have, made by hand around gzip's own data.
  private static func withAllFields(_ member: [UInt8]) -> [UInt8] {
    // FHCRC, FEXTRA, FNAME and FCOMMENT.
    var header = Array(member.prefix(3)) + [0x02 | 0x04 | 0x08 | 0x10] + member[4..<10]
    header += [3, 0, 1, 2, 3] + Array("labels".utf8) + [0] + Array("a comment".utf8) + [0]
    let checksum = cyclicRedundancyCheck(header)
    header += [UInt8(checksum & 255), UInt8(checksum >> 8 & 255)]
    return header + member.dropFirst(10)
  }

  /// The labels of `range` as a member; the first one's range begins with the file's header.
  private static func member(_ range: Range<Int>) throws -> [UInt8] {
    let fixture = try IDXFixture()
    try fixture.write("part", Array(IDXFixture.labels(12)[range]))
    return try fixture.compress("part")
  }

  private func load(_ file: [UInt8]) throws -> (Dataset, plain: Dataset) {
    let fixture = try IDXFixture()
    let plain = try fixture.load()
    try fixture.remove(Self.name)
    try fixture.write(Self.name + ".gz", file)
    return (try fixture.load(), plain)
  }

  @Test func severalMembersFieldsAndPaddingAreRead() throws {
    let (all, empty) = (0..<20, 0..<0)
    for file in [
      try Self.member(0..<3) + Self.member(empty) + Self.member(3..<11) + Self.member(11..<20),
      try Self.withAllFields(Self.member(all)),
      try Self.member(0..<9) + Self.withAllFields(Self.member(9..<20)),
      try Self.member(all) + [UInt8](repeating: 0, count: 512),
    ] {
      let (set, plain) = try load(file)
      #expect(set == plain)
    }
  }

  @Test func whatElseFollowsIsAnError() throws {
    let whole = try Self.member(0..<20)
    var wrongChecksum = Self.withAllFields(whole)
    wrongChecksum[12] ^= 1
    let cases: [([UInt8], String)] = [
      (whole + [0, 0, 7], "has 3 bytes after the end of its data"),
      (whole + [0x1F], "has 1 bytes after the end of its data"),
      (whole + [0, 0] + whole, "bytes after the end of its data"),
      (whole + whole.dropLast(3), "is truncated"),
      (whole + whole, "declares the dimensions 12, 12 bytes of data, and holds 32"),
      (wrongChecksum, "header crc mismatch"),
    ]
    for (file, words) in cases {
      let error = #expect(throws: DatasetError.self) { _ = try load(file) }
      #expect(error?.description.contains(words) == true, "\(words): \(error?.description ?? "")")
    }
  }

  /// A small file that holds 64 megabytes: what its own header does not declare is counted, not kept.
  @Test func moreThanIsDeclaredIsCounted() throws {
    let fixture = try IDXFixture()
    let name = "t10k-labels-idx1-ubyte"
    #expect(truncate(fixture.path(name), 1 << 26) == 0)
    try fixture.compress(name)
    #expect(
      throws: DatasetError.wrongLength(
        file: fixture.path(name + ".gz"), dimensions: [6], expected: 6, found: 1 << 26 - 8)
    ) { try fixture.load() }
  }
}
