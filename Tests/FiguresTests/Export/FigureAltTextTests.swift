import Figures
import SampleFigures
import Testing

@Suite struct FigureAltTextTests {
  @Test(arguments: [
    (
      SampleFigures.overhead,
      """
      Dots with intervals in 4 rows: What the gate costs, S/32 at its true shape. The gate adds 8.4 % to \
      a training step, as its multiplications predict; the numbers are in gating.csv.
      """
    ),
    (SampleFigures.scaling, "Line chart, 4 panels: "),
    (SampleFigures.alpha, "Line chart: "),
  ])
  func itSaysWhatItIsAndWhereTheNumbersAre(_ figure: Figure, _ beginning: String) {
    #expect(figure.altText.hasPrefix(beginning), "\(figure.altText)")
    #expect(figure.altText.hasSuffix("; the numbers are in \(figure.name).csv."))
  }

  @Test(arguments: SampleFigures.all)
  func altTextIsOneLineOfPlainText(_ figure: Figure) {
    #expect(!figure.altText.contains { $0.isNewline })
    #expect(!figure.altText.contains("^{"))
  }
}
