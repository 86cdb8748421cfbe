import Claims
import Experiments
import Figures
import Networks
import Statistics

/// Claim I1: what the weights are before any training.
struct InitialisationSection {
  let input: ReportInput
  let data: ResultData

  var body: [Block] {
    guard let result = input.evidence.initialisation else { return [] }
    let verdicts = input.assessments.claims.filter { $0.claim.quantity == .meanWeight }.map {
      Block.paragraph(
        [
          "\(MarkdownText.escaped($0.id)): \($0.verdict.sentence)",
          MarkdownText.escaped($0.reason.sentence), Self.singleNetworks($0),
        ].compactMap(\.self).joined(separator: " "))
    }
    return [.paragraph(method(result)), .table(table(result))] + verdicts
  }

  /// What holds of means over seeds need not hold of every network.
  private static func singleNetworks(_ assessment: Assessment) -> String? {
    guard let agreement = assessment.seedsInClaimedDirection else { return nil }
    let outside = agreement.count - agreement.agreeing
    return outside == 0
      ? "In each of the \(NumberText.grouped(agreement.count)) single networks every layer lies within it too."
      : "Of the \(NumberText.grouped(agreement.count)) single networks, one a seed and cell, "
        + "\(NumberText.grouped(outside)) \(outside == 1 ? "has" : "have") a layer outside."
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
          [.count(tokens), .text(qkNorm ? "with" : "without")]
            + attentions.map { attention in
              let means = result.entries.filter {
                $0.tokens == tokens && $0.qkNorm == qkNorm && $0.attention == attention
              }.map { Estimate.mean($0.scaledMeans) }
              guard let low = means.min(), let high = means.max() else { return .absent }
              return .linked(
                "\(NumberText.fixed(low, places: 2)) to \(NumberText.fixed(high, places: 2))",
                to: data.link(.weights(at: tokens, qkNorm: qkNorm, attention: attention)))
            }
        }
      })
  }
}
