import Testing
import Timing

@Suite struct SamplesCSVTests {
  @Test func whatIsWrittenIsRead() throws {
    let load = MachineLoad(outside: 0.125, steal: 0.0625, pressure: 0.25, runnable: 3)
    let samples = SamplesCSV(
      armNames: ["A", "A'", "gating"],
      blocks: handMadeBlocks(processes: 2, drift: 0.001, load: load))
    let read = try SamplesCSV(text: samples.text, file: "steps.csv")
    #expect(read.armNames == samples.armNames)
    #expect(read.blocks == samples.blocks)
    #expect(samples.text.split(separator: "\n").count == 1 + 2 * 4 * 6)
    #expect(samples.text.contains(",A',"))
  }

  @Test(
    arguments: [
      ("process,seconds\n0,1\n", 1),
      ("HEADER\n0,0,0,0,A,1.5,0,0,0,1,0\n0,0,1,1,A',-1,0,0,0,1,0\n", 3),
      ("HEADER\n0,0,0,0,A,1.5,0,0,0,1\n", 2), ("HEADER\n0,0,0,0,A,fast,0,0,0,1,0\n", 2),
    ])
  func aDamagedFileIsNamedWithItsLine(text: String, line: Int) {
    let header = SamplesCSV(armNames: [], blocks: []).text.dropLast()
    let text = text.replacing("HEADER", with: header)
    #expect {
      try SamplesCSV(text: text, file: "steps.csv")
    } throws: { "\($0)".contains("steps.csv, line \(line)") }
  }
}
