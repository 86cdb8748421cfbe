import Foundation
import Networks
import Statistics
import Timing

/// What the simulated scenarios of one claim about time share.
struct TimingStage: Sendable {
  private let claim: Claim
  /// By index of the cell.
  private let timings: [Int: TimingComparison]
  private let holding: [CellFinding]
  private let deciding: [Int]

  /// Nil where no timing decides.
  init?(_ claim: Claim, _ evidence: Evidence) {
    self.claim = claim
    let functions: [Pointwise?] = claim.functions.isEmpty ? [nil] : claim.functions
    let cells = claim.models.flatMap { model in functions.map { (model: model, h: $0) } }
    var timings: [Int: TimingComparison] = [:]
    for (index, cell) in cells.enumerated() {
      let id = claim.timingID(cell.h)
      timings[index] = evidence.timings.first {
        $0.id == id && $0.model == cell.model && $0.units >= 2
          && $0.hasNumber
      }
    }
    self.timings = timings
    holding = cells.enumerated().map { index, cell in
      var noise = ScenarioNoise(
        claim: claim.id, scenario: ScenarioKey(.holds, .everyCell), number: index)
      // Where a number is claimed, that number; else an overhead that no timing could miss.
      let held = timings[index].map {
        $0.simulated(log(1 + (claim.published.value ?? 1)), spread: 1e-3, noise: &noise)
      }
      return claim.timingFinding(
        model: cell.model, h: cell.h, evidence: Evidence(timings: [held].compactMap(\.self)))
    }
    deciding = holding.indices.filter { [holding] in
      holding[$0].confirmatory && timings[$0] != nil
    }
    if deciding.isEmpty { return nil }
  }

  /// - Parameters:
  ///   - isFalse: whether `consistent` is wrong; `contradicted` is wherever every cell is moved.
  ///   - logRatio: the true one, from the number of the scenario and the measured one.
  func scenario(
    _ key: ScenarioKey, _ place: Scenario.Place, isFalse: Bool = true,
    _ logRatio: @escaping @Sendable (Int, Double) -> Double
  ) -> Scenario {
    let everyCell = key.extent == .everyCell
    return Scenario(key: key, place: place, isFalse: isFalse, isTrue: everyCell) { number in
      var noise = ScenarioNoise(claim: claim.id, scenario: key, number: number)
      var findings = holding
      for cell in everyCell ? deciding : [deciding[number % deciding.count]] {
        guard let timing = timings[cell] else { continue }
        let truth = logRatio(number, log(timing.measured.ratio))
        findings[cell] = claim.timingFinding(
          model: holding[cell].model, h: holding[cell].h,
          evidence: Evidence(timings: [timing.simulated(truth, spread: 1, noise: &noise)]))
      }
      return findings
    }
  }
}

extension TimingComparison {
  /// The same measurement with as many simulated processes, whose log ratios spread about `logRatio`, and
  /// those of the control about zero, as those behind the measured intervals.
  fileprivate func simulated(
    _ logRatio: Double, spread: Double, noise: inout ScenarioNoise
  ) -> TimingComparison {
    func draw(_ interval: RatioInterval, about logRatio: Double) -> RatioInterval {
      let t = StudentT(degreesOfFreedom: units - 1).quantile((1 + interval.level) / 2)
      let deviation = interval.halfWidth / t * Double(units).squareRoot()
      let draws = (0..<units).map { _ in logRatio + spread * deviation * noise.draw() }
      // As many draws as the measurement has processes, of which there are two and more.
      return RatioInterval(logRatios: draws, level: interval.level)!
    }
    var copy = self
    copy.measured = draw(measured, about: logRatio)
    copy.control = draw(control, about: 0)
    return copy
  }
}
