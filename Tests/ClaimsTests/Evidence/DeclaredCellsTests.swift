import Claims
import Experiments
import Foundation
import Testing

@Suite struct DeclaredCellsTests {
  private func planned(_ arms: [Arm], seeds: Range<UInt64>) -> [PlannedRun] {
    arms.flatMap { arm in
      seeds.map { HandMade.planned(arm, seed: $0, confirmatory: true, images: 60_000) }
    }
  }

  @Test func whatIsDeclaredSinceIsNamed() throws {
    let before = DeclaredCells(
      .quick, planned: planned([HandMade.relu1, HandMade.relu0], seeds: 100..<103))
    #expect(before.change(to: before).isNone)
    #expect(before.cells["S/32 i21k relu at alpha 1"] == [100, 101, 102])
    let exploratory = HandMade.planned(
      HandMade.uniform, seed: 100, confirmatory: false, images: 60_000)
    let now = DeclaredCells(
      .standard,
      planned: planned([HandMade.relu1], seeds: 100..<104)
        + planned([HandMade.softmax], seeds: 100..<103) + [exploratory])
    let change = before.change(to: now)
    #expect(change.added == ["S/32 i21k softmax"])
    #expect(change.removed == ["S/32 i21k relu at alpha 0"])
    #expect(change.reseeded == ["S/32 i21k relu at alpha 1"])
    #expect(change.levelWas == nil)
    #expect(now.change(to: DeclaredCells(.full, planned: [])).levelWas == 0.02)
    let data = try JSONEncoder().encode(before)
    #expect(try JSONDecoder().decode(DeclaredCells.self, from: data) == before)
  }
}
