import Foundation
import TextOutput

/// JSON as every verb prints it: sorted keys, so that two prints can be compared.
enum JSONText {
  static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    return VisibleText.ofJSON(JSONNumbers.withoutNegativeZero(text))
  }
}
