import Foundation
import Testing
import TextOutput

struct VisibleTextTests {
  @Test(arguments: [
    ("plain, naïve, 手写数字 and 👩‍🔬\n\tnext", "plain, naïve, 手写数字 and 👩‍🔬\n\tnext"),
    ("\u{1B}]0;owned\u{7}name", "\\u{1b}]0;owned\\u{7}name"),
    ("over\rwritten\u{8}", "over\\u{d}written\\u{8}"),
    ("\u{9B}31m", "\\u{9b}31m"),
    ("cats\u{202E}gnp.", "cats\\u{202e}gnp."),
  ]) func controlsAreShown(_ text: String, _ visible: String) {
    #expect(VisibleText.of(text) == visible)
  }

  @Test func jsonSaysTheSame() throws {
    let name = "\u{1B}[2J \u{9B}0m \u{202E} 手"
    let json = String(decoding: try JSONEncoder().encode([name]), as: UTF8.self)
    let visible = VisibleText.ofJSON(json)
    #expect(try JSONDecoder().decode([String].self, from: Data(visible.utf8)) == [name])
    #expect(visible == VisibleText.of(visible))
  }
}

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("softmax", 7), ("手写数字", 8), ("숫자", 4), ("e\u{301}", 1), ("🌿", 2), ("ﾊﾝ", 2),
    ("❤\u{FE0F}", 2), ("１", 2), ("α ± 1", 5),
  ]) func widthsAreThoseOfATerminal(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test func aWideCharacterIsNotCutInHalf() {
    #expect(DisplayWidth.prefix(of: "手写数字", columns: 5) == "手写")
    #expect(DisplayWidth.prefix(of: "abc", columns: 3) == "abc")
    #expect(DisplayWidth.prefix(of: "abc", columns: 0) == "")
  }
}
