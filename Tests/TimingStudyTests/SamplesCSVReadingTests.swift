import RectifyTimingStudy
import Testing
import Timing

@Suite struct SamplesCSVReadingTests {
  @Test func whatIsWrittenIsRead() throws {
    let load = MachineLoad(
      outside: 0.125, steal: 0.0625, pressure: 0.25, runnable: 3, suspended: 0.5)
    let blocks = (0..<6).map { block in
      TimedBlock(
        process: block / 3, order: [0, 2, 1, 1, 2, 0],
        seconds: (1...6).map { Double(10 * block + $0) / 7 },
        processorSeconds: (1...6).map { Double(10 * block + $0) / 9 }, load: load)
    }
    let samples = SamplesCSV(armNames: ["A", "A'", "gating"], blocks: blocks)
    let read = try SamplesCSV(text: samples.text, file: "steps.csv")
    #expect(read.armNames == samples.armNames)
    #expect(read.blocks == samples.blocks)
    #expect(samples.text.split(separator: "\n").count == 1 + 6 * 6)
    #expect(samples.text.contains(",A',"))
  }

  @Test(
    arguments: [
      ("process,seconds\n0,1\n", 1),
      ("HEADER\n0,0,0,0,A,1.5,1,0,0,0,1,0,0\n0,0,1,1,A',-1,1,0,0,0,1,0,0\n", 3),
      ("HEADER\n0,0,0,0,A,1.5,1,0,0,0,1\n", 2), ("HEADER\n0,0,0,0,A,fast,1,0,0,0,1,0,0\n", 2),
    ])
  func aDamagedFileIsNamedWithItsLine(text: String, line: Int) {
    let header = SamplesCSV(armNames: [], blocks: []).text.dropLast()
    let text = text.replacing("HEADER", with: header)
    #expect {
      try SamplesCSV(text: text, file: "steps.csv")
    } throws: { "\($0)".contains("steps.csv, line \(line)") }
  }
}
