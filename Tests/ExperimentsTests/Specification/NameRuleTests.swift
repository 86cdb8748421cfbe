import Datasets
import Experiments
import Testing

@Suite struct NameRuleTests {
  @Test(arguments: [
    "quick", "imagenet-1k", "手写数字", "숫자", "أرقام", "נתונים", "ตัวเลข", "e\u{301}tude", "😀",
    "👩\u{200D}🔬",
    "5-runs_v1.2", String(repeating: "字", count: 33),
  ])
  func namesInAnyScript(_ name: String) throws {
    #expect(NameRule.defect(of: name) == nil)
    let text = PresetTests.valid.replacing("name: mine", with: "name: \(name)")
    #expect(try Preset(file: "p", text: text, data: FashionMNIST.identity).name == name)
  }

  @Test(arguments: [
    ("../../escape", "holds \"/\""), (".hidden", "begins with \".\""), ("-x", "begins with \"-\""),
    ("..", "begins with \".\""), ("a b", "holds a space"), ("it's", "holds \"'\""),
    ("a#b", "holds \"#\""), ("a%b", "holds \"%\""), ("a|b", "holds \"|\""), ("a<b>", "holds \"<\""),
    ("a`b", "holds \"`\""), ("=1+1", "holds \"=\""), ("a\nb", "holds the character U+000A"),
    ("\u{1B}[31mred", "holds the character U+001B"), ("a\u{202E}b", "holds the character U+202E"),
    ("a\\b", "holds \"\\\""), ("a\u{3000}b", "holds the character U+3000"),
    (String(repeating: "x", count: 300), "is 300 bytes long"), ("", "is empty"),
  ])
  func whatIsNoName(_ name: String, _ defect: String) throws {
    #expect(NameRule.defect(of: name) == defect)
    guard !name.isEmpty else { return }
    let yaml = name.unicodeScalars.map { scalar in
      scalar.isASCII && scalar.properties.isAlphabetic
        ? "\(scalar)"
        : "\\U" + String(repeating: "0", count: 8 - hexadecimal(scalar).count) + hexadecimal(scalar)
    }.joined()
    let text = PresetTests.valid.replacing("name: mine", with: "name: \"\(yaml)\"")
    let error = #expect(throws: ExperimentError.self) {
      try Preset(file: "mine.yaml", text: text, data: FashionMNIST.identity)
    }
    let sentence = try #require(error).description
    #expect(sentence.hasPrefix("mine.yaml:1: name is "))
    #expect(sentence.contains("which \(defect); write at most 100 bytes of letters"))
    #expect(sentence.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    #expect(sentence.count < 400)
  }

  private func hexadecimal(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16) }
}
