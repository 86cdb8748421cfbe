import Foundation
import Testing
import TextOutput

@Suite struct JSONNumbersTests {
  @Test func negativeZeroIsZero() throws {
    struct Value: Encodable {
      var a = [-0.0, 1, -0.0]
      var b = -0.0
      var c = " -0"
      var d = -0.5
      var e = "x : -0,"
      var f = -10.0
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let text = String(decoding: try encoder.encode(Value()), as: UTF8.self)
    #expect(text.contains("\"b\" : -0,"))
    let expected = text.replacing(/(?m)^(.* )-0(,?)$/) { "\($0.output.1)0\($0.output.2)" }
    #expect(JSONNumbers.withoutNegativeZero(text) == expected)
    #expect(expected.contains("\"b\" : 0,") && expected.contains("\"c\" : \" -0\","))
    #expect(JSONNumbers.withoutNegativeZero("-0") == "0")
  }
}
