import Claims
import Experiments
import Figures
import Networks
import Reports
import Testing

/// What a report of a part may say: of every cell what its runs are, and no more.
@Suite struct HalfRunTests {
  /// Fifteen seeds of softmax, uniform attention and ReLU, three under the gate, all declared.
  private static func input(lacks: (PlannedRun) -> Bool) throws -> ReportInput {
    let seeds = "[\((0..<15).map(String.init).joined(separator: ", "))]"
    let preset = try Preset(
      file: "half.yaml",
      text: """
        name: half
        sweeps:
          - families: [scaling, alpha, gating]
            model: S/32
            recipe: i21k
            images: 32000
            evaluationImages: 10000
            cells:
              - {attention: [softmax, uniform], seeds: \(seeds), confirmatory: true}
              - {attention: relu, alpha: [0, 1], seeds: \(seeds), confirmatory: true}
              - {attention: relu, alpha: [0, 1], gate: linear, seeds: [0, 1, 2], confirmatory: true}
        """, data: HandMadeInput.data, rung: .quick)
    let finished = preset.runs.filter { !lacks($0) }.map { run in
      let seed = Double(run.specification.seed)
      let base: Double =
        switch run.specification.model.attention {
        case .softmax: 0.80
        case .uniform: 0.70
        case .none: 0.72
        case .pointwise(_, let alpha): alpha.value == 1 ? 0.795 : 0.76 - 0.002 * seed
        }
      return HandMadeInput.finished(run, accuracy: base + 0.001 * seed)
    }
    return ReportInput(
      preset: preset, finished: finished,
      missing: preset.runs.filter(lacks).map { ($0, .absent) }, timings: [],
      linearClassifier: nil, claims: try ClaimsFile.shipped())
  }

  private static let lateSeeds = Result {
    try input { $0.specification.seed >= 13 && $0.specification.model.attention == .softmax }
  }

  /// Every seed lies within S1's margin, so every one points the claimed way; none is counted against it
  /// for want of the others.
  @Test func seedsOfACellThatIsNotCompleteAreCountedAsTheyPoint() throws {
    let input = try Self.lateSeeds.get()
    for id in ["S1", "S2"] {
      let row = ClaimRow(try #require(input.assessments[id]))
      #expect(row.seedsInClaimedDirection == "13 of 13 seeds", "\(id)")
      #expect(row.verdict == "inconclusive")
    }
  }

  @Test func whyThereIsNoIntervalIsSaid() throws {
    let report = HandMadeInput.report(try Self.lateSeeds.get())
    #expect(
      report.text.contains(
        "and softmax 80.6 %: -0.5 points (no interval until 2 more seeds are in)."))
  }

  /// Many seeds are a range that leads to the row of them all.
  @Test func manySeedsAreARange() throws {
    let report = HandMadeInput.report(try Self.lateSeeds.get())
    #expect(report.text.contains("| softmax | 80.6 | 80.0 to 81.2 | 13 of 15 |"))
    for line in report.markdown.split(separator: "\n") {
      #expect(line.ranges(of: "](results/runs.csv#L").count <= 12, "\(line.prefix(80))")
    }
  }

  /// The gain without the gate over the seeds of that with it: what the figure draws side by side.
  @Test func gainsThatStandSideBySideShareTheirSeeds() throws {
    let input = try Self.input { _ in false }
    let figure = try #require(FigureName.gating.figure(input))
    // Over all fifteen seeds the gain is 4.9 points.
    #expect(
      figure.caption.contains(
        "ReLU without the gate from α = 0 to α = 1: +3.7 points (S/32, 3 seeds)."),
      "\(figure.caption)")
    let report = HandMadeInput.report(input)
    let table = try #require(report.data.tables.first { $0.name == "differences" })
    #expect(
      table.csv.contains("over the seeds of relu at alpha 1, gated and relu at alpha 0, gated"))
  }

  /// What is declared and not there is no cell that nobody asked for.
  @Test func declaredCellsAreToldFromOthersBeforeTheyAreRun() throws {
    let input = try Self.input { $0.specification.model.gate != .none }
    let report = HandMadeInput.report(input)
    let row = try #require(
      report.text.split(separator: "\n").first { $0.hasPrefix("| G1 | relu | ") })
    #expect(row.hasPrefix("| G1 | relu | not run yet | not tested |"), "\(row)")
    // Claims that nothing was measured for are not said to have failed.
    #expect(report.text.contains("4 that could hardly have failed"))
    #expect(report.text.contains("G2a, P1, I1, R1) are not tested here."))
    #expect(!report.text.contains("none of 4 that could hardly have failed"))
  }

  /// A cell that a lower rung decided keeps its number; where more seeds are in by now, both are told apart.
  @Test func aCellDecidedBelowIsToldFromTheNumberOfNow() throws {
    let preset = try Preset.load("standard", data: FamiliesInput.data)
    let finished = preset.runs.filter { run in
      run.model == .s32 && run.recipe == .i21k && run.panel == .claims
        && run.specification.model.qkNorm && run.specification.model.gate == .none
    }.compactMap { run -> FinishedRun? in
      guard case .pointwise(.relu, let alpha) = run.specification.model.attention,
        alpha.value == 0 || alpha.value == 1
      else { return nil }
      let seed = Double(run.specification.seed) - 100
      // Later seeds gain less.
      let accuracy =
        alpha.value == 1
        ? 0.77 + 0.0005 * (seed.truncatingRemainder(dividingBy: 7)) : 0.70 + 0.0002 * seed
      return HandMadeInput.finished(run, accuracy: accuracy)
    }
    let input = ReportInput(
      preset: preset, finished: finished, missing: [], timings: [], linearClassifier: nil,
      claims: try ClaimsFile.shipped())
    let line = try #require(
      HandMadeInput.report(input).text.split(separator: "\n").first {
        $0.hasPrefix("- Dividing by L changes")
      })
    #expect(
      line.contains("120 seeds; D1 was decided there by `quick`, on 7 seeds, at +7."), "\(line)")
  }
}
