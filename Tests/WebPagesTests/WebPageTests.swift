import Testing
import WebPages

@Suite struct WebPageTests {
  private static let report = """
    # A title with "quotes"

    **The answer.** See [there](appendix.md#how-it-is-done) and [here](#numbers).

    <picture>
      <source media="(prefers-color-scheme: dark)" srcset="../../figures/a/alpha-dark.png">
      <img src="../../figures/a/alpha.png" alt="Words." width="720">
    </picture>

    | id | ours |
    | --- | ---: |
    | S1 | [-0.1 points [-1.5, +1.4]](results/claims.csv#L2) |
    | S2 | a \\| b |
    | S3 | 3 |

    Contents: [Numbers](#numbers) · [Appendix](appendix.md)

    ## Numbers

    <details><summary>More</summary>

    Folded &lt;script&gt; and `code`.

    </details>
    """
  private static let appendix =
    "# Appendix\n\n## How it is done\n\nBack to [the report](report.md).\n\n## Numbers\n"

  private static let page = WebPage(
    title: "A title with \"quotes\" & <signs>",
    documents: [
      .init(name: "report.md", markdown: report), .init(name: "appendix.md", markdown: appendix),
    ],
    pictures: [
      .init(
        link: "../../figures/a/alpha", svg: "<svg id=\"figure-alpha\"></svg>",
        colors: [.init(name: "--a-b", light: "#aaaaaa", dark: "#bbbbbb")])
    ]
  ).html

  @Test(arguments: [
    "<title>A title with &quot;quotes&quot; &amp; &lt;signs&gt;</title>",
    "<h1 id=\"top\">A title with &quot;quotes&quot;</h1>", "<h2 id=\"numbers\">Numbers</h2>",
    "<h2 id=\"appendix\">Appendix</h2>", "<h3 id=\"how-it-is-done\">How it is done</h3>",
    // A heading of the same words has an id of its own.
    "<h3 id=\"numbers-1\">Numbers</h3>",
    "href=\"#how-it-is-done\"", "href=\"#top\"", "href=\"#appendix\"",
    "href=\"results/claims.csv#L2\"", "<svg id=\"figure-alpha\"></svg>", "id=\"claims\"><table>",
    "<td align=\"right\">a | b</td>", "<summary>More</summary>", "--a-b:#aaaaaa;", "--a-b:#bbbbbb;",
    "<nav aria-label=\"Contents\">", "Folded &lt;script&gt; and <code>code</code>.",
  ])
  func itHolds(_ part: String) { #expect(Self.page.contains(part), "\(Self.page)") }

  /// Nothing is asked for from outside: no picture's file, script, style or font.
  @Test func itIsSelfContained() {
    for part in ["src=", "srcset", "<link", "@import", "url(", "fetch(", "import("] {
      #expect(!Self.page.contains(part), "\(part)")
    }
    #expect(Self.page.contains("default-src 'none'"))
    #expect(Self.page.ranges(of: "<h1").count == 1)
    #expect(Self.page.ranges(of: "Contents: ").isEmpty)
  }

  @Test func theSameDocumentsGiveTheSameBytes() {
    let again = WebPage(
      title: "A title with \"quotes\" & <signs>",
      documents: [
        .init(name: "report.md", markdown: Self.report),
        .init(name: "appendix.md", markdown: Self.appendix),
      ],
      pictures: [
        .init(
          link: "../../figures/a/alpha", svg: "<svg id=\"figure-alpha\"></svg>",
          colors: [.init(name: "--a-b", light: "#aaaaaa", dark: "#bbbbbb")])
      ])
    #expect(again.html == Self.page)
  }

  @Test func noTextIsNoError() {
    let empty = WebPage(
      title: "", documents: [.init(name: "report.md", markdown: "")], pictures: [])
    #expect(empty.html.contains("<main>"))
  }
}
