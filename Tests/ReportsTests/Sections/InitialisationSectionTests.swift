import Experiments
import Networks
import Testing

@Suite struct InitialisationSectionTests {
  @Test func untrainedModelsAreShownByLength() throws {
    var entries: [InitialisationResult.Entry] = []
    for tokens in [49, 3136] {
      for attention in ["softmax"] + Pointwise.allCases.map(\.rawValue) {
        for layer in 0..<2 {
          for qkNorm in [true, false] {
            entries.append(
              InitialisationResult.Entry(
                tokens: tokens, attention: attention, qkNorm: qkNorm, layer: layer,
                scaledMeans: [0.2, 0.4, 0.6].map { $0 + 0.1 * Double(layer) },
                queries: tokens > 1024 ? 242 : nil))
          }
        }
      }
    }
    let text = try QuickReport.report(
      initialisation: InitialisationResult(
        numericsRevision: 1, dataDigest: "", images: 1, seeds: 3, width: 32, depth: 2, heads: 2,
        entries: entries))
    #expect(text.contains("| 49 | with | 0.40 to 0.50 | 0.40 to 0.50 |"))
    #expect(text.contains("| 3,136 | without | 0.40 to 0.50 |"))
    #expect(text.contains("3 seeds, each with its own weights and 1 training image"))
    #expect(text.contains("242 evenly spread queries of 3136"))
    #expect(text.contains("I1: Inconclusive"))
    #expect(text.contains("untrained models: width, depth, heads | 384, 12, 6 (S) | 32, 2, 2 |"))
  }
}
