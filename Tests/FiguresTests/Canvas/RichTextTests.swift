import Figures
import Testing

@Suite struct RichTextTests {
  @Test(arguments: [
    ("L^{−α} h", "L^−α h"), ("x_{1}", "x_1"), ("a ^ b_c", "a ^ b_c"), ("open ^{", "open ^{"),
    ("", ""), ("ReLU²", "ReLU²"),
  ])
  func markup(_ markup: String, plain: String) {
    #expect(RichText(markup).plain == plain)
  }
}
