import Claims
import Networks
import Testing

@Suite struct IndependentTrajectoriesTests {
  let known = IndependentTrajectories.shipped

  /// `make trajectory` makes it anew after a change of the numerics.
  @Test func theShippedRecordIsOfThisRevisionOfTheNumerics() {
    #expect(known.numericsRevision == numericsRevision)
    #expect(known.model == .s32 && known.steps == 30)
    #expect(known.script == "Benchmarks/peers/trajectory.py")
  }

  @Test func everyKindOfAttentionIsThereAndWithinItsBound() {
    let rows = known.rows.filter { $0.recipe == .i21k }
    #expect(rows.count == 22 && Set(rows.map(\.arm)).count == 22)
    let kinds = Set(rows.map(\.arm.attention))
    let functions = Pointwise.allCases.flatMap { h in
      [0, 1].map { AttentionKind.pointwise(h, alpha: LengthExponent(hundredths: 100 * $0)) }
    }
    #expect(kinds == Set([.softmax, .uniform, .none] + functions))
    #expect(Set(rows.map(\.arm.gate)) == [.none, .linear, .silu])
    #expect(rows.contains { !$0.arm.qkNorm })
    for row in known.rows {
      #expect(row.difference <= row.bound, "\(row.arm.label)")
      // A bound that grew to fit a difference would say nothing.
      let isSmooth =
        row.arm.qkNorm && !row.arm.attention.name.hasPrefix("relu")
      #expect(row.bound == (isSmooth ? 1e-6 : 4e-5), "\(row.arm.label)")
    }
  }
}
