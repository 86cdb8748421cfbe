import Claims
import Experiments
import Figures
import Reports
import Testing

@Suite struct ClaimsFigureTests {
  private func chart(_ input: ReportInput) throws -> IntervalChart {
    let figure = try #require(FigureName.claims.figure(input))
    let chart: IntervalChart? = if case .intervals(let chart) = figure.chart { chart } else { nil }
    return try #require(chart)
  }

  @Test func everyClaimHasItsRowAndItsVerdict() throws {
    let input = try HandMadeInput.input()
    let rows = try chart(input).rows
    #expect(rows.map(\.code) == input.assessments.claims.map(\.id))
    #expect(rows.map(\.source.name) == input.assessments.claims.map(\.verdict.outcome.rawValue))
    // Every row says something.
    #expect(rows.allSatisfy { $0.value != nil || $0.note?.isEmpty == false })
    let open = try #require(FigureName.claims.figure(input))
    let consistent = input.assessments.claims.count {
      $0.verdict.outcome == .consistent && $0.claim.figure != nil
        && ["accuracy", "transfer accuracy"].contains($0.claim.quantity.rawValue)
    }
    #expect(open.finding.hasPrefix("Of 9 claims about accuracy \(consistent) "), "\(open.finding)")
  }

  /// The attention effect is 10 points: S2's margin is 1.5, and ReLU lies 3 below softmax.
  @Test func sharesAreScaledToTheirMargin() throws {
    let rows = try chart(try HandMadeInput.input()).rows
    let s2 = try #require(rows.first { $0.code == "S2" })
    #expect(abs(try #require(s2.value) + 2) < 1e-9 && s2.region == -1...1)
    let s1 = try #require(rows.first { $0.code == "S1" })
    #expect(abs(try #require(s1.value) + 1.5) < 1e-9 && s1.region == -1...Double.infinity)
    // An order of two accuracies in the same unit: 2 points of 1.5.
    let d1 = try #require(rows.first { $0.code == "D1" })
    #expect(abs(try #require(d1.value) - 2 / 1.5) < 1e-9)
    #expect(d1.region == 0...Double.infinity)
    #expect(d1.readout == .words(detail: "S/32: +2.0 points [+2.0, +2.0] (95\u{A0}%)"))
  }

  /// 6.6 to 8.9 % at a half-width of 3 %.
  @Test func timesAreScaledToTheHalfWidth() throws {
    let rows = try chart(try HandMadeInput.input()).rows
    let gate = try #require(rows.first { $0.code == "G2a" })
    #expect(abs(try #require(gate.value) - 7.77 / 3) < 1e-9)
    // S/16 decides; S/32 was timed.
    #expect(!gate.isConfirmatory)
    let published = try #require(rows.first { $0.code == "G2b" })
    #expect(published.value == nil && published.note == "not timed")
    #expect(!published.isConfirmatory)
  }

  @Test func intervalsNameTheirLevelAndUnit() throws {
    let input = try HandMadeInput.input()
    let rows = try chart(input).rows
    let look = input.evidence.look
    let kinds = rows.compactMap { row in row.interval.map { (row.code, $0.kind) } }
    #expect(kinds.first { $0.0 == "S2" }?.1.level == look.endsLevel)
    #expect(kinds.first { $0.0 == "S1" }?.1.level == look.level)
    #expect(kinds.first { $0.0 == "G2a" }?.1.unit == "block")
  }

  /// With softmax as good as uniform attention no fraction of the attention effect is a margin.
  @Test func withoutAnAttentionEffectThereIsNoMargin() throws {
    let input = try HandMadeInput.input(lacks: {
      $0.specification.model.attention == .uniform
    })
    let rows = try chart(input).rows
    #expect(rows.first { $0.code == "S2" }?.region == nil)
  }
}
