import Claims
import Reports
import Testing

@Suite struct MarkdownTextTests {
  @Test(arguments: [
    ("a|b", #"a\|b"#), ("`x` *y* _z_", #"\`x\` \*y\* \_z\_"#),
    ("<img src=x> & [a](b)", #"&lt;img src=x> &amp; \[a\](b)"#), ("a\nb\r\nc\td", "a b c d"),
    ("\u{1B}[31mred\u{7}", "\u{FFFD}\\[31mred\u{FFFD}"), ("手写 숫자 😀", "手写 숫자 😀"),
    ("a\u{202E}b", "a\u{FFFD}b"), ("$x$", #"\$x\$"#),
    // With an accent a sign is another Character of Swift's, and the same sign of Markdown's.
    ("*\u{301}x*\u{301}", "\\*\u{301}x\\*\u{301}"), ("<\u{20DD}b>", "&lt;\u{20DD}b>"),
  ])
  func wordsOfOthersAreNoMarkup(_ text: String, _ written: String) {
    #expect(MarkdownText.escaped(text) == written)
  }

  @Test(arguments: [
    ("a|b\nc", #"a\|b c"#), ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
    ("< 0.06 %, `code`", "< 0.06 %, `code`"), ("<!-- x", "&lt;!-- x"),
    ("a|\u{301}b", "a\\|\u{301}b"),
  ])
  func aCellStaysOneCell(_ text: String, _ written: String) {
    #expect(MarkdownText.cell(text) == written)
    let table = Table([.text("a"), .text("b")], rows: [[.text(text), "end"]])
    #expect(MarkdownPrinter.text(of: table).split(separator: "\n").last! == "| \(written) | end |")
  }

  @Test(arguments: [
    ("runs", "`runs`"), ("a`b", "`` a`b ``"), ("``", "``` `` ```"), ("a\nb", "`a b`"),
    ("a`\u{301}b", "`` a`\u{301}b ``"),
  ])
  func codeHasAsManyBackticksAsItNeeds(_ text: String, _ written: String) {
    #expect(MarkdownText.code(text) == written)
  }

  @Test(arguments: [
    ("../../figures/quick/alpha", "../../figures/quick/alpha"),
    ("a b/\"c\"#d%e(f)", "a%20b/%22c%22%23d%25e%28f%29"), ("숫자", "%EC%88%AB%EC%9E%90"),
    ("a\nb", "a%0Ab"),
  ])
  func linksHoldAnyPath(_ path: String, _ written: String) {
    #expect(MarkdownText.link(path) == written)
  }

  @Test func attributesOfHTMLEndWhereTheyShould() {
    #expect(HTMLText.escaped("\"a\" <b> & c\nd") == "&quot;a&quot; &lt;b&gt; &amp; c d")
    #expect(HTMLText.escaped("\"\u{301} onload=x") == "&quot;\u{301} onload=x")
  }
}
