import Claims
import Experiments
import Foundation
import Networks
import Paper
import Testing

@Suite struct AttentionEffectTests {
  @Test func contrastsComeWithSeedsAndIntervals() throws {
    let effect = AttentionEffect(
      HandMade.evidence(HandMade.panel()), model: .s32, recipe: .i21k)
    #expect(
      effect.rows.map(\.arm) == [
        "softmax", "uniform", "none", "relu at alpha 1", "relu at alpha 0",
      ])
    #expect(
      effect.contrasts.map(\.name) == [
        "softmax minus uniform", "softmax minus none", "relu at alpha 1 minus relu at alpha 0",
        "relu at alpha 1 minus softmax",
      ])
    for contrast in effect.contrasts {
      #expect(contrast.n == 3 && contrast.level == 0.95 && contrast.reason == nil)
      #expect(contrast.differences.map(\.seed) == [0, 1, 2])
      let estimate = try #require(contrast.estimate)
      let mean = contrast.differences.reduce(0) { $0 + $1.value } / 3
      #expect(abs(estimate - mean) < 1e-12)
      let low = try #require(contrast.low)
      let high = try #require(contrast.high)
      #expect(low < estimate && estimate < high)
    }
    // One pooled variance and one number of seeds: every contrast of two arms is as wide.
    let widths = effect.contrasts.compactMap { contrast in
      contrast.high.flatMap { high in contrast.low.map { high - $0 } }
    }
    #expect(widths.allSatisfy { abs($0 - widths[0]) < 1e-12 })
  }

  /// Arms that may not share the pooled variance leave every interval as it is: one trained on
  /// other images, one with a diverged run, one with a run missing.
  @Test(
    arguments: [
      (30_016, [0.7, 0.9, 0.8]), (24_000, [0.8, -1, 0.8]), (24_000, [0.7, 0.9, nil]),
    ] as [(Int, [Double?])])
  func strangersStayOutOfThePool(images: Int, accuracies: [Double?]) {
    let own = HandMade.runs(HandMade.panel())
    var (planned, finished) = own
    for (seed, accuracy) in accuracies.enumerated() {
      let run = HandMade.planned(HandMade.arm(.gelu, 1), seed: UInt64(seed), images: images)
      planned.append(run)
      guard let accuracy else { continue }
      finished.append(
        HandMade.finished(run, accuracy: max(0.1, accuracy), diverged: accuracy < 0))
    }
    let alone = Evidence(planned: own.planned, finished: own.finished)
    let among = Evidence(planned: planned, finished: finished)
    #expect(
      AttentionEffect(alone, model: .s32, recipe: .i21k).contrasts
        == AttentionEffect(among, model: .s32, recipe: .i21k).contrasts)
  }

  /// Under the gate relu gains 2 points from alpha 0 to 1, without it 2.5: the gate takes half a
  /// point of the gain.
  @Test func theGatesInteractionIsReported() throws {
    let arms = HandMade.panel(relu1: 0.82, relu0: 0.795, residual: 0).merging([
      Arm(HandMade.relu1.attention, gate: .linear): [0.82, 0.824, 0.817],
      Arm(HandMade.relu0.attention, gate: .linear): [0.8, 0.804, 0.797],
    ]) { $1 }
    let effect = AttentionEffect(HandMade.evidence(arms), model: .s32, recipe: .i21k)
    let interaction = try #require(effect.contrasts.last)
    #expect(interaction.name == "relu's gain from alpha 0 to 1, gated minus ungated")
    #expect(abs(try #require(interaction.estimate) + 0.005) < 1e-9)
    #expect(interaction.n == 3 && interaction.low != nil)
  }

  @Test func modelsComeInThePapersOrder() {
    let runs = [PaperModel.l16, .s16, .s32, .b32].map { HandMade.runs(HandMade.panel(), model: $0) }
    let other = HandMade.runs(HandMade.panel(), recipe: .i1k)
    let effects = AttentionEffect.all(
      in: Evidence(planned: (runs + [other]).flatMap(\.planned), finished: []))
    #expect(
      effects.map { "\($0.model) \($0.recipe)" }
        == ["S/32 i21k", "S/16 i21k", "B/32 i21k", "L/16 i21k", "S/32 i1k"])
  }

  @Test func oneSeedIsAPoint() throws {
    let effect = AttentionEffect(
      HandMade.evidence(HandMade.panel(seeds: 1)), model: .s32, recipe: .i21k)
    #expect(effect.contrasts.allSatisfy { $0.low == nil && $0.estimate != nil && $0.n == 1 })
    #expect(effect.contrasts[0].reason == .pointsOnly(seeds: 1))
  }

  @Test func aMissingControlIsSaid() {
    var arms = HandMade.panel()
    arms[HandMade.uniform] = nil
    let effect = AttentionEffect(HandMade.evidence(arms), model: .s32, recipe: .i21k)
    #expect(effect.rows.count == 4)
    #expect(effect.contrasts[0].estimate == nil)
    #expect(effect.contrasts[0].reason == .armNotRun(HandMade.uniform))
  }

  @Test func theLinearClassifierHasItsBinomialError() throws {
    let classifier = LinearClassifierResult(
      id: "x", dataDigest: "x", images: 24_000, correct: 8_000, evaluated: 10_000, accuracy: 0.8)
    let effect = AttentionEffect(
      Evidence(planned: [], finished: [], linearClassifier: classifier), model: .s32,
      recipe: .i21k)
    #expect(effect.linearClassifier == 0.8)
    let error = try #require(effect.linearClassifierError)
    #expect(abs(error - 0.004) < 1e-12)
  }

  private static func bits(_ isRight: (Int) -> Bool) -> String {
    var bytes = [UInt8](repeating: 0, count: 1_250)
    for image in 0..<10_000 where isRight(image) { bytes[image / 8] |= 1 << (image % 8) }
    return Data(bytes).base64EncodedString()
  }

  /// Two models that differ on 8 % of 10,000 images, as many each way; with one seed, the images are
  /// all that can be drawn.
  @Test func oneSeedHasTheErrorOfTheImages() throws {
    let runs = [
      (HandMade.softmax, Self.bits { $0 < 8_000 }),
      (HandMade.uniform, Self.bits { $0 >= 400 && $0 < 8_400 }),
    ].map { arm, bits in
      HandMade.finished(HandMade.planned(arm, seed: 0), accuracy: 0.8, correctBits: bits)
    }
    let evidence = Evidence(planned: [], finished: runs)
    let effect = AttentionEffect(evidence, model: .s32, recipe: .i21k)
    let errors = try #require(effect.errors(of: effect.contrasts[0], in: evidence))
    #expect(errors.both == nil && errors.seeds == nil)
    #expect(abs(errors.images - (0.08 / 9_999).squareRoot()) < 1e-9)
  }

  /// Where every seed gets the same images right, the seeds leave no error and the images all of
  /// it; where softmax is better by 1 or by 3 points, the seeds' part is the error of their mean.
  @Test(arguments: [([8_000, 8_000], 0.0), ([8_100, 8_300], 0.01)])
  func severalSeedsHaveBothParts(right: [Int], seeds: Double) throws {
    let runs = right.enumerated().flatMap { seed, right in
      [
        (HandMade.softmax, right, Self.bits { $0 < right }),
        (HandMade.uniform, 8_000, Self.bits { $0 >= 400 && $0 < 8_400 }),
      ].map { arm, right, bits in
        HandMade.finished(
          HandMade.planned(arm, seed: UInt64(seed)), accuracy: Double(right) / 10_000,
          correctBits: bits)
      }
    }
    let evidence = Evidence(planned: [], finished: runs)
    let effect = AttentionEffect(evidence, model: .s32, recipe: .i21k)
    let errors = try #require(effect.errors(of: effect.contrasts[0], in: evidence))
    let both = try #require(errors.both)
    #expect(abs(try #require(errors.seeds) - seeds) < 1e-12)
    #expect(errors.images > 0.002 && errors.images < 0.003)
    #expect(both >= max(seeds, errors.images))
    #expect(both <= (seeds * seeds + errors.images * errors.images).squareRoot())
  }
}
