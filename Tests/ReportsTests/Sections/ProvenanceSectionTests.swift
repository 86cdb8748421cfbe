import Claims
import Experiments
import Testing

@Suite struct ProvenanceSectionTests {
  /// What a record says of its machine; of older records, that they do not.
  @Test func theMachineIsAsRecordsHaveIt() throws {
    let old = HandMadeInput.preset.runs.map { HandMadeInput.finished($0, accuracy: 0.8) }
    let silent = try QuickReport.report(finished: old)
    for fact in [
      "its family, model and stepping", "memory of the machine",
      "energy of the processors, other programs included",
    ] {
      #expect(silent.contains("| \(fact) | not recorded |"), "\(fact)")
    }
    var new = old
    new[0].cost?.processorVersion = "family 26, model 2, stepping 1"
    new[0].cost?.memory = 8_000_000_000
    new[0].cost?.energy = 7.2e6
    let said = try QuickReport.report(finished: new)
    let rest = "not recorded for \(new.count - 1) runs"
    #expect(
      said.contains(
        "| its family, model and stepping | family 26, model 2, stepping 1; \(rest) |"))
    #expect(said.contains("| memory of the machine | 8.0 GB; \(rest) |"))
    #expect(said.contains("| [2.000 kWh](results/runs.csv) over 1 of \(new.count) runs |"))
  }
}
