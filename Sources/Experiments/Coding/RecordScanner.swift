import Foundation

/// Reads JSON as records have it, many times as fast as `JSONDecoder`: a report on a thousand runs is mostly
/// the reading of their results.
///
/// It takes what the records' own encoder writes, indented or not, and declines everything else, such as an
/// escaped character: then `JSONDecoder` decides, and says what is wrong.
package struct RecordScanner {
  package struct Declined: Error {}

  private let bytes: UnsafeRawBufferPointer
  private var place = 0

  /// The value that `read` makes of all bytes; nil where it is declined.
  package static func value<Value>(
    of data: Data, _ read: (inout RecordScanner) throws(Declined) -> Value
  ) -> Value? {
    data.withUnsafeBytes {
      var scanner = RecordScanner(bytes: $0)
      guard let value = try? read(&scanner) else { return nil }
      scanner.skipSpace()
      return scanner.place == $0.count ? value : nil
    }
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// An object, whose keys the encoder sorts; `read` takes the value of each.
  ///
  /// - Returns: how many keys there were, each another.
  @discardableResult
  package mutating func object(
    _ read: (_ key: String, inout RecordScanner) throws(Declined) -> Void
  ) throws(Declined) -> Int {
    try require("{")
    var count = 0
    if skip("}") { return count }
    var former = ""
    repeat {
      let key = try string()
      guard former < key else { throw Declined() }
      try require(":")
      try read(key, &self)
      former = key
      count += 1
    } while skip(",")
    try require("}")
    return count
  }

  /// The same with so many keys.
  mutating func object(
    keys: Int, _ read: (_ key: String, inout RecordScanner) throws(Declined) -> Void
  ) throws(Declined) {
    guard try object(read) == keys else { throw Declined() }
  }

  package mutating func array<Element>(
    _ read: (inout RecordScanner) throws(Declined) -> Element
  ) throws(Declined) -> [Element] {
    try require("[")
    var elements: [Element] = []
    if skip("]") { return elements }
    repeat { elements.append(try read(&self)) } while skip(",")
    try require("]")
    return elements
  }

  package mutating func doubles() throws(Declined) -> [Double] {
    try array { scanner throws(Declined) in try scanner.double() }
  }

  /// A string of printable ASCII without an escape.
  package mutating func string() throws(Declined) -> String {
    try require("\"")
    let first = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      guard (0x20..<0x7F).contains(bytes[place]), bytes[place] != UInt8(ascii: "\\") else {
        throw Declined()
      }
      place += 1
    }
    let text = String(decoding: bytes[first..<place], as: UTF8.self)
    try require("\"")
    return text
  }

  /// A whole number that is not negative, of digits alone.
  package mutating func integer() throws(Declined) -> Int {
    skipSpace()
    let first = place
    try skipInteger()
    guard let value = Int(text(from: first)) else { throw Declined() }
    return value
  }

  package mutating func double() throws(Declined) -> Double {
    skipSpace()
    let first = place
    skip(anyOf: "-")
    try skipInteger()
    if skip(anyOf: "."), skipDigits() == 0 { throw Declined() }
    if skip(anyOf: "eE") {
      skip(anyOf: "+-")
      if skipDigits() == 0 { throw Declined() }
    }
    guard let value = Double(text(from: first)), value.isFinite else { throw Declined() }
    return value
  }

  private func text(from first: Int) -> Substring {
    Substring(decoding: bytes[first..<place], as: UTF8.self)
  }

  /// Digits without a zero before others.
  private mutating func skipInteger() throws(Declined) {
    let first = place
    let count = skipDigits()
    guard count > 0, count == 1 || bytes[first] != UInt8(ascii: "0") else { throw Declined() }
  }

  /// How many there were.
  private mutating func skipDigits() -> Int {
    let first = place
    while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) {
      place += 1
    }
    return place - first
  }

  private mutating func skipSpace() {
    while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x0A { place += 1 }
  }

  /// Without space before it.
  @discardableResult
  private mutating func skip(anyOf characters: StaticString) -> Bool {
    guard place < bytes.count, characters.withUTF8Buffer({ $0.contains(bytes[place]) }) else {
      return false
    }
    place += 1
    return true
  }

  private mutating func skip(_ character: StaticString) -> Bool {
    skipSpace()
    return skip(anyOf: character)
  }

  private mutating func require(_ character: StaticString) throws(Declined) {
    if !skip(character) { throw Declined() }
  }
}
