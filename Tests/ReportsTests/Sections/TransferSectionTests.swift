import Datasets
import Experiments
import Testing

@Suite struct TransferSectionTests {
  /// Two sets of three draws, 60.0 and 80.0 on average for each of softmax's three seeds.
  @Test func transferIsShownByArmWithItsSeeds() throws {
    let sets = ["digits", "other"].map {
      TransferSet(name: $0, digest: $0, classes: 10, testImages: 1697)
    }
    let finished = HandMadeInput.preset.runs.map { run -> FinishedRun in
      var scored = HandMadeInput.finished(run, accuracy: 0.8)
      guard run.specification.model.attention == .softmax else { return scored }
      scored.result.transfer = [
        TransferScore(set: sets[0], shots: 10, accuracies: [0.5, 0.6, 0.7], evaluated: 1697),
        TransferScore(set: sets[1], shots: 10, accuracies: [0.8, 0.8, 0.8], evaluated: 1697),
      ]
      return scored
    }
    let text = try QuickReport.report(finished: finished)
    #expect(
      text.contains("| model | arm | digits, % | other, % | mean of sets, % | each seed | seeds |"))
    #expect(text.contains("| S/32 | softmax | 60.0 | 80.0 | 70.0 | 70.0, 70.0, 70.0 | 3 |"))
    #expect(text.contains("Every draw of every run stands in [runs.csv](results/runs.csv)."))
    #expect(text.contains("3 draws of shots"))
  }
}
