import Figures
import SampleFigures
import Testing

@Suite struct FigureAltTextTests {
  @Test func altTextOfIntervals() {
    #expect(
      SampleFigures.overhead.altText == """
        What the gate costs, S/32 at its true shape. The gate adds 8.4 % to a training step, as \
        its multiplications predict. Dots with intervals of Extra step time (%), one row each. \
        measured here (S/32), measured: 8.4 (95 % interval 7.1 to 9.8). control: A′ against A, \
        control: -0.2 (95 % interval -1.1 to 0.8). arithmetic: D/(12D+2L), computed: 8.2. \
        published (S/8), published: 9.3.
        """)
  }

  @Test(arguments: [
    "Line chart of Test accuracy (%) against Exponent α in L^−α h(q·k / √d).",
    "ReLU: 77.5 at 0 to 76.9 at 2, highest 79.5 (95 % interval 78.3 to 80.8) at 1.",
    "squared ReLU: 70.6 at 0 to 76.2 at 2, highest 78.9 at 1.",
    "softmax: 80.0 (95 % interval 79.0 to 81.0), a horizontal line.",
    "linear classifier: 81.0, a horizontal line.",
  ])
  func altTextOfLines(_ sentence: String) {
    #expect(SampleFigures.alpha.altText.contains(sentence))
  }

  @Test func altTextNamesDivergedRunsAndEmptySeries() throws {
    let figures = Dictionary(
      uniqueKeysWithValues: SampleFigures.degenerate.map { ($0.name, $0.altText) })
    #expect(try #require(figures["diverged"]).contains("diverged at 1."))
    #expect(try #require(figures["empty-series"]).contains("ReLU: no points."))
  }

  @Test(arguments: [
    "Line chart of Accuracy (%) and of Difference (points) against Training (core hours), 4 panels.",
    "Panel Fashion-MNIST, Accuracy (%): ReLU / L: 75.5 (95 % interval 74.7 to 76.2) at S/32,",
    "Panel Difference, Difference (points): ReLU / L − softmax: -0.55 (95 % interval",
    "78.2 (95 % interval 77.4 to 78.9) at S/16,",
  ])
  func altTextOfNamedPoints(_ sentence: String) {
    #expect(SampleFigures.scaling.altText.contains(sentence))
  }

  @Test func altTextSaysWhereThereAreNoRuns() {
    #expect(
      SampleFigures.unevenRecipes.altText.contains(
        "Panel i1k: S/16, Test accuracy (%): no runs."))
  }

  @Test(arguments: SampleFigures.all)
  func altTextIsOneLineOfPlainText(_ figure: Figure) {
    #expect(!figure.altText.contains { $0.isNewline })
    #expect(!figure.altText.contains("^{"))
  }
}
