import Experiments
import Foundation
import Randomness
import Testing

/// The fast reading of records against `JSONDecoder`, which decides whatever that declines.
struct RecordScannerTests {
  private static let records = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../reports/standard/records")

  private static func files(_ name: String) throws -> [Data] {
    try FileManager.default.contentsOfDirectory(atPath: records.path).sorted()
      .filter { $0.utf8.count == 16 }
      .map { try Data(contentsOf: records.appendingPathComponent("\($0)/\(name)")) }
  }

  private static func scanned(_ data: Data) -> RunResult? {
    RecordScanner.value(of: data, RunResult.init)
  }

  private static func decoded(_ data: Data) -> RunResult? {
    try? JSONDecoder().decode(RunResult.self, from: data)
  }

  @Test func readsEveryCommittedRecordAlike() throws {
    for file in try Self.files("result.json") {
      let result = try #require(Self.scanned(file))
      #expect(result == Self.decoded(file))
    }
    for file in try Self.files("cost.json") {
      let cost = RecordScanner.value(of: file, RunCost.init)
      let decoded = try JSONDecoder().decode(RunCost.self, from: file)
      #expect(cost == decoded)
    }
  }

  /// Bytes changed at random: it reads them as `JSONDecoder` does, or not at all.
  @Test func neverReadsWhatTheDecoderReadsOtherwise() throws {
    let files = try Self.files("result.json")
    let scored = try #require(files.first { $0.firstRange(of: Data("transfer".utf8)) != nil })
    var stream = RandomStream(seed: 1, name: "changed records")
    let characters = Array("0123456789-+.eE,:[]{}\"\\ \n\t\u{1}a\u{e9}".utf8)
    var read = 0
    for round in 0..<4_000 {
      var bytes = [UInt8](round.isMultiple(of: 2) ? files[0] : scored)
      let place = stream.uniform(below: bytes.count)
      switch stream.uniform(below: 3) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(characters[stream.uniform(below: characters.count)], at: place)
      default: bytes[place] = characters[stream.uniform(below: characters.count)]
      }
      let data = Data(bytes)
      guard let result = Self.scanned(data) else { continue }
      read += 1
      #expect(result == Self.decoded(data), "\(String(decoding: bytes, as: UTF8.self))")
    }
    // Digits and letters change values; brackets and the like break the form.
    #expect((400..<4_000).contains(read))
  }

  @Test(arguments: [
    "01", "1.", ".5", "-", "1e", "1e+", "+1", "0x10", "nan", "inf", "1e999", "\"1\"", "1 2", "",
  ])
  func declinesWhatIsNoNumber(_ text: String) {
    let value = RecordScanner.value(of: Data(text.utf8)) { scanner throws(RecordScanner.Declined) in
      try scanner.double()
    }
    #expect(value == nil)
  }

  @Test(arguments: [("0", 0.0), ("-0.5", -0.5), ("1e-3", 0.001), (" 12.25E+2\n", 1225)])
  func readsNumbers(_ text: String, _ expected: Double) {
    let value = RecordScanner.value(of: Data(text.utf8)) { scanner throws(RecordScanner.Declined) in
      try scanner.double()
    }
    #expect(value == expected)
  }

  /// What the records' own encoder does not write.
  @Test(arguments: [
    // A key twice, keys out of order, an escape, a byte beyond ASCII, a value cut off.
    #"{"step":1,"step":2}"#, #"{"step":1,"sha256":"ab"}"#, #"{"sha256":"\u0061","step":1}"#,
    #"{"sha256":"é","step":1}"#, #"{"sha256":"ab","step":"#,
    // A field too few, one too many, another type.
    #"{"sha256":"ab"}"#, #"{"sha256":"ab","step":1,"x":1}"#, #"{"sha256":"ab","step":1.5}"#,
  ])
  func declines(_ text: String) {
    let digest = RecordScanner.value(of: Data(text.utf8), RunResult.WeightDigest.init)
    #expect(digest == nil)
  }

  /// A newer program's record, which `JSONDecoder` has to explain.
  @Test func declinesNewerRecords() throws {
    let text = String(decoding: try Self.files("result.json")[0], as: UTF8.self)
    let newer = text.replacing("\"schemaVersion\":1", with: "\"schemaVersion\":2")
    #expect(newer != text)
    #expect(Self.scanned(Data(newer.utf8)) == nil)
  }
}
