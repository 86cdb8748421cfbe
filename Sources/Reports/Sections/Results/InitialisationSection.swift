import Claims
import Experiments
import Figures
import Networks
import Statistics

/// Claim I1: what the weights are before any training.
struct InitialisationSection: Section {
  let input: ReportInput

  let title = "Attention weights before training"

  var body: [Block] {
    guard let result = input.evidence.initialisation else { return ["They were not measured."] }
    let verdict = input.assessments["I1"].map {
      [Block.paragraph("I1: \($0.verdict.sentence) \($0.reason.sentence)")]
    }
    return [.paragraph(method(result)), .table(table(result))] + (verdict ?? [])
      + [.figure(.initialisation)]
  }

  private func method(_ result: InitialisationResult) -> String {
    let some = Set(
      result.entries.compactMap { entry in entry.queries.map { (entry.tokens, $0) } }
        .map { "\($0.1) evenly spread queries of \($0.0)" }
    ).sorted()
    return """
      L times the mean attention weight of untrained models (width \(result.width), depth \
      \(result.depth), \(counted(result.heads, "head"))), softmax and each h divided by L: the \
      smallest and the largest of the layers' means over \(counted(result.seeds, "seed")), each \
      with its own weights and \(counted(result.images, "training image")), over all heads, \
      queries and keys\(some.isEmpty ? "" : " (\(list(some)))"). Every length sees the same \
      images. Softmax is 1 by definition; the weights of identity have both signs, so their mean says \
      little; squared ReLU is the exception that the paper names.
      """
  }

  private func table(_ result: InitialisationResult) -> Table {
    let attentions = ["softmax"] + Pointwise.allCases.map(\.rawValue)
    return Table(
      [.number("L"), .text("qk-layernorm")] + attentions.map { .text($0) },
      rows: result.lengths.flatMap { tokens in
        [true, false].map { qkNorm in
          [.whole(tokens), .text(qkNorm ? "with" : "without")]
            + attentions.map { attention in
              let means = result.entries.filter {
                $0.tokens == tokens && $0.qkNorm == qkNorm && $0.attention == attention
              }.map { Estimate.mean($0.scaledMeans) }
              guard let low = means.min(), let high = means.max() else { return .absent }
              return .text(
                "\(NumberText.fixed(low, places: 2)) to \(NumberText.fixed(high, places: 2))")
            }
        }
      })
  }
}
