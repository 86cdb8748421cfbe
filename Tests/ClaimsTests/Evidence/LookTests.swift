import Claims
import Experiments
import Networks
import Reports
import Testing

/// What each rung may say, and when.
@Suite struct LookTests {
  /// Relu at alpha 1 and 0 over the ladder's seeds, with differences that a test chooses; nil for a run
  /// that is planned and not there.
  static func runs(_ differences: [Double?]) -> (planned: [PlannedRun], finished: [FinishedRun]) {
    var runs: (planned: [PlannedRun], finished: [FinishedRun]) = ([], [])
    let residual = [0.001, -0.001, 0.0005, 0, -0.0005]
    for (place, difference) in differences.enumerated() {
      let seed = Rung.firstSeed + UInt64(place)
      for (arm, value) in [
        (HandMade.relu1, difference.map { 0.8 + $0 + residual[place % 5] }),
        (HandMade.relu0, difference.map { _ in 0.8 }),
      ] {
        let run = HandMade.planned(arm, seed: seed, images: 60_000)
        runs.planned.append(run)
        if let value { runs.finished.append(HandMade.finished(run, accuracy: value)) }
      }
    }
    return runs
  }

  /// A store of `standard` whose first three seeds are those of `quick`.
  static func standard(_ differences: [Double?]) -> Evidence {
    let runs = runs(differences)
    let quick = runs.planned.filter { $0.specification.seed < Rung.firstSeed + 3 }
    return Evidence(
      planned: runs.planned, finished: runs.finished, rung: .standard, below: [(.quick, quick)])
  }

  static func relu(_ evidence: Evidence) throws -> (Assessment, Assessment.Cell) {
    let assessment = try HandMade.assess("D1", evidence)
    return (assessment, try #require(assessment.cells.first { $0.h == "relu" }))
  }

  /// Intervals have the level of their look, an equivalence's the same on each side.
  @Test(
    arguments: [
      (Rung.quick, 0.98, 0.96), (.standard, 0.98, 0.96), (.full, 0.99, 0.98), (nil, 0.95, 0.90),
    ] as [(Rung?, Double, Double)])
  func intervalsHaveTheLevelOfTheirLook(rung: Rung?, order: Double, equivalence: Double) throws {
    let runs = HandMade.runs(HandMade.panel())
    let evidence = Evidence(planned: runs.planned, finished: runs.finished, rung: rung)
    #expect(try HandMade.assess("D1", evidence).level == order)
    #expect(try HandMade.assess("S1", evidence).level == order)
    #expect(try HandMade.assess("S2", evidence).level == equivalence)
    let row = ClaimRow(try HandMade.assess("D1", evidence))
    #expect(row.ours.hasSuffix("(\(Int((order * 100).rounded())) %)"), "\(row.ours)")
    #expect(evidence.look.level == order)
    let contrasts = AttentionEffect(evidence, model: .s32, recipe: .i21k).contrasts
    #expect(Set(contrasts.compactMap(\.level)) == [order])
  }

  /// What `quick` decided on its own seeds stays, whatever those of `standard` say.
  @Test func aDecisionStays() throws {
    let (assessment, cell) = try Self.relu(Self.standard([0.02, 0.02, 0.02, -0.05, -0.05, -0.05]))
    #expect(assessment.verdict.outcome == .consistent)
    #expect(cell.rung == .quick && cell.n == 3 && assessment.n == 3)
    #expect(assessment.scope?.rungs == [.quick])
    #expect(
      ClaimRow(assessment).scope == "S/32 (relu), 1 of 21 cells, 60,000 images, decided by quick")
    // The same store as a preset of somebody's own: one look, over all seeds.
    let runs = Self.runs([0.02, 0.02, 0.02, -0.05, -0.05, -0.05])
    let apart = try Self.relu(Evidence(planned: runs.planned, finished: runs.finished))
    #expect(apart.1.n == 6 && apart.1.rung == nil && apart.0.verdict.outcome == .inconclusive)
  }

  /// What `quick` leaves open is looked at again, with all seeds.
  @Test func theNextRungLooksAgain() throws {
    let (assessment, cell) = try Self.relu(
      Self.standard([0.03, -0.01, 0.025, 0.021, 0.02, 0.019, 0.02, 0.021, 0.02, 0.02]))
    #expect(assessment.verdict.outcome == .consistent, "\(assessment.reason.sentence)")
    #expect(cell.rung == .standard && cell.n == 10)
  }

  /// Before all seeds of a rung are in there are points, and the reason says how many are missing; a
  /// lower rung whose seeds are all in has decided by then.
  @Test func aLookWaitsForItsSeeds() throws {
    let waiting = try Self.relu(Self.standard([0.02, nil, 0.02, 0.02, nil]))
    #expect(waiting.0.verdict.outcome == .inconclusive)
    #expect(waiting.1.n == 3 && waiting.1.low == nil)
    #expect(abs(try #require(waiting.1.estimate) - 0.0205) < 1e-6)
    #expect(
      waiting.0.reason.sentence.contains("points only, 2 seeds are missing"),
      "\(waiting.0.reason.sentence)")
    let decided = try Self.relu(Self.standard([0.02, 0.02, 0.02, 0.02, nil]))
    #expect(decided.0.verdict.outcome == .consistent && decided.1.rung == .quick)
  }

  /// A cell that only the higher rung declares has not been looked at by the lower one, even where its
  /// runs were trained.
  @Test func onlyDeclaredCellsAreLookedAt() throws {
    let runs = Self.runs([0.02, 0.02, 0.02])
    let exploratory = runs.planned.map { run in
      var other = run
      other.confirmatory = false
      return other
    }
    let (_, cell) = try Self.relu(
      Evidence(
        planned: runs.planned, finished: runs.finished, rung: .standard,
        below: [(.quick, exploratory)]))
    #expect(cell.outcome == .consistent && cell.rung == .standard)
  }

  /// A higher rung that declares more leaves the claim open until all of it is there, and says what the
  /// lower one decided.
  @Test func aWiderScopeStaysOpenAndNamesWhatWasDecided() throws {
    let small = Self.runs([0.02, 0.02, 0.02])
    let large = small.planned.map { run in
      var other = run
      other.model = .s16
      return other
    }
    let (assessment, cell) = try Self.relu(
      Evidence(
        planned: small.planned + large, finished: small.finished, rung: .standard,
        below: [(.quick, small.planned)]))
    #expect(assessment.verdict.outcome == .inconclusive)
    #expect(cell.outcome == .consistent && cell.rung == .quick)
    #expect(
      assessment.reason.sentence.contains("S/16, relu: no run of relu at alpha 1 is finished"))
    #expect(
      assessment.reason.sentence.hasSuffix(
        "quick by itself: consistent at our scale, on S/32 (relu)."),
      "\(assessment.reason.sentence)")
  }

  /// Runs of other lengths of training are neither pooled with those that decide nor make them
  /// incomparable.
  @Test func otherLengthsArePooledWithNothing() throws {
    let runs = Self.runs([0.02, 0.02, 0.02])
    let longer = Self.runs([-0.1, -0.1, -0.1]).finished.map { run in
      var other = run
      other.planned.specification.recipe.images = 300_000
      other.planned.panel = .trainingLength
      other.planned.confirmatory = false
      return other
    }
    let evidence = Evidence(
      planned: runs.planned + longer.map(\.planned), finished: runs.finished + longer)
    let alone = Evidence(planned: runs.planned, finished: runs.finished)
    #expect(try Self.relu(evidence) == Self.relu(alone))
    #expect(evidence.otherLengths.map(\.images) == [300_000, 300_000])
    #expect(evidence.otherLengths.map(\.results.count) == [3, 3])
  }
}
