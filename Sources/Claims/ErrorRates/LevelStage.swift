import Experiments
import Statistics

/// What the simulated scenarios of one claim about a level share.
struct LevelStage: Sendable {
  private let claim: Claim
  private let look: Look
  private let result: InitialisationResult
  private let range: ClosedRange<Double>
  /// The result's entries of each cell.
  private let entries: [[InitialisationResult.Entry]]
  private let holding: [CellFinding]
  private let deciding: [Int]

  /// Nil where no cell decides.
  init?(
    _ claim: Claim, _ result: InitialisationResult, _ range: ClosedRange<Double>, _ look: Look
  ) {
    self.claim = claim
    self.look = look
    self.result = result
    self.range = range
    let cells = claim.models.flatMap { model in claim.functions.map { (model, $0) } }
    let entries = cells.map { model, h in
      let tokens = result.tokens(of: model)
      return result.entries.filter {
        $0.tokens == tokens && $0.attention == h.rawValue && $0.scaledMeans.count >= 2
      }
    }
    self.entries = entries
    let centre = (range.lowerBound * range.upperBound).squareRoot()
    holding = zip(cells, entries).map { cell, own in
      var noise = ScenarioNoise(
        claim: claim.id, scenario: ScenarioKey(.holds, .everyCell), number: 0)
      let made = own.map { $0.simulated(centre, spread: 1e-3, noise: &noise) }
      return claim.levelFinding(
        model: cell.0, h: cell.1, evidence: Evidence(initialisation: result.with(made), look: look))
    }
    deciding = holding.indices.filter { [holding] in
      holding[$0].confirmatory && !entries[$0].isEmpty
    }
    if deciding.isEmpty { return nil }
  }

  /// - Parameters:
  ///   - key: whether every layer of every cell is moved; else one layer of one cell is, in turn,
  ///     and the others lie mid-range.
  ///   - level: the true level at an end of the range; the two ends take turns.
  func scenario(
    _ key: ScenarioKey, _ place: Scenario.Place,
    _ level: @escaping @Sendable (_ end: Double) -> Double
  ) -> Scenario {
    let everyLayer = key.extent == .everyCell
    return Scenario(key: key, place: place, isFalse: true, isTrue: everyLayer) { number in
      var noise = ScenarioNoise(claim: claim.id, scenario: key, number: number)
      var findings = holding
      let truth = level(number % 2 == 0 ? range.upperBound : range.lowerBound)
      let centre = (range.lowerBound * range.upperBound).squareRoot()
      let turn = number / 2
      for cell in everyLayer ? deciding : [deciding[turn % deciding.count]] {
        let own = entries[cell]
        let moved = turn / deciding.count % own.count
        let made = own.indices.map {
          own[$0].simulated(
            everyLayer || $0 == moved ? truth : centre, spread: 1, noise: &noise)
        }
        if let h = holding[cell].h {
          findings[cell] = claim.levelFinding(
            model: holding[cell].model, h: h,
            evidence: Evidence(initialisation: result.with(made), look: look))
        }
      }
      return findings
    }
  }
}

extension InitialisationResult {
  /// With these entries, and of the others just one for each length, by which the models are told.
  fileprivate func with(_ made: [Entry]) -> InitialisationResult {
    var copy = self
    let lengths = self.lengths
    copy.entries =
      made
      + lengths.map {
        Entry(tokens: $0, attention: "", qkNorm: true, layer: 0, scaledMeans: [])
      }
    return copy
  }
}

extension InitialisationResult.Entry {
  /// As many simulated seeds about `mean`.
  fileprivate func simulated(
    _ mean: Double, spread: Double, noise: inout ScenarioNoise
  ) -> InitialisationResult.Entry {
    let count = Double(scaledMeans.count)
    let own = scaledMeans.reduce(0, +) / count
    let squares = scaledMeans.reduce(0) { $0 + ($1 - own) * ($1 - own) }
    let relative = own > 0 ? (squares / (count - 1)).squareRoot() / own : 0
    var copy = self
    copy.scaledMeans = scaledMeans.map { _ in mean * (1 + spread * relative * noise.draw()) }
    return copy
  }
}
