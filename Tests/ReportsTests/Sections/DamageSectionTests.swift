import Claims
import Experiments
import Reports
import Testing

@Suite struct DamageSectionTests {
  private static func input(
    damaged: [DamagedRun] = [], measurements: [DamagedMeasurement] = [],
    margins: MarginsInForce? = nil
  ) throws -> ReportInput {
    let lost = Set(damaged.map(\.planned))
    let preset = HandMadeInput.preset
    return ReportInput(
      preset: preset,
      finished: preset.runs.filter { !lost.contains($0) }.map {
        HandMadeInput.finished($0, accuracy: HandMadeInput.accuracy($0))
      },
      missing: damaged.map { ($0.planned, .damaged) }, damaged: damaged, timings: [],
      linearClassifier: nil, marginsAtFirstRun: margins, damagedMeasurements: measurements,
      claims: try ClaimsFile.shipped())
  }

  private static func error(_ file: String) -> ExperimentError {
    .damagedRecord(file: "/a/store/\(file)", reason: "it is torn")
  }

  @Test func aDamagedRunIsNamedOnceAndWithoutItsStore() throws {
    let run = try #require(
      HandMadeInput.preset.runs.first { $0.specification.model.attention == .softmax })
    let input = try Self.input(
      damaged: [DamagedRun(planned: run, error: Self.error("12ab/result.json"))])
    let text = HandMadeInput.report(input).text
    #expect(
      text.contains(
        "S/32, softmax, seed 0: the record 12ab/result.json is damaged (it is torn)"))
    #expect(!text.contains("- No result") && !text.contains("/a/store"))
    #expect(text.contains("63 of 64 planned runs"))
    #expect(input.damages == [Self.error("12ab/result.json")])
  }

  @Test(arguments: [
    (RunStore.MeasurementKey.timing(name: .gating, model: .s16, qualifier: "66s"), ["G2a"]),
    (.parallel(model: .s16), ["P1"]),
    (.initialisation(dataDigest: "ab", seeds: 16), ["I1"]),
    (.linearClassifier(id: "x"), []),
  ])
  func aDamagedMeasurementMakesItsClaimsInvalid(
    key: RunStore.MeasurementKey, claims: [String]
  ) throws {
    let file = "measurements/\(key).json"
    let input = try Self.input(
      measurements: [DamagedMeasurement(key: key, error: Self.error(file))])
    let invalid = input.assessments.claims.filter { $0.verdict.outcome == .invalid }
    #expect(invalid.map(\.id) == claims)
    for claim in invalid {
      #expect(claim.reason.sentence.contains("\(file) is damaged"), "\(claim.reason.sentence)")
    }
    #expect(HandMadeInput.report(input).text.contains("- Unusable measurement, so every claim"))
  }

  @Test func movedMarginsAreNamed() throws {
    var margins = MarginsInForce(try ClaimsFile.shipped())
    #expect(
      try Self.input(margins: margins).marginNotes == [
        "Every margin is the one that was in force when the store's first run was made."
      ])
    margins.margins["S1"] = .fraction(0.10)
    margins.margins["Q1"] = nil
    let input = try Self.input(margins: margins)
    #expect(
      input.marginNotes == [
        "The margin of S1 was 0.10 of the attention effect when the store's first run was made, and "
          + "is 0.20 of the attention effect now.",
        "The margin of Q1, 0.33 of the reference effect, was not among those in force when the "
          + "store's first run was made.",
      ])
    let text = HandMadeInput.report(input).text
    for note in input.marginNotes { #expect(text.contains(note)) }
    #expect(try Self.input().marginNotes.first?.contains("holds no record") == true)
  }
}
