import Timing

extension SamplesCSV {
  /// Reads what `text` writes.
  ///
  /// - Parameter file: its name, for messages.
  package init(text: String, file: String) throws(StudyError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    guard lines.first.map(String.init) == Self.header else {
      throw .unreadableSamples(file: file, line: 1, reason: "the header is another")
    }
    var blocks: [TimedBlock] = []
    var names: [Int: String] = [:]
    var last = -1
    for (number, line) in lines.enumerated().dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 13, let process = Int(fields[0]), let block = Int(fields[1]),
        let arm = Int(fields[3]), let seconds = Double(fields[5]), seconds > 0, arm >= 0,
        let processor = Double(fields[6]), let outside = Double(fields[7]),
        let steal = Double(fields[8]), let pressure = Double(fields[9]),
        let runnable = Int(fields[10]), let suspended = Double(fields[11])
      else {
        throw .unreadableSamples(
          file: file, line: number + 1, reason: "it needs thirteen fields, seconds above zero")
      }
      if block != last {
        blocks.append(
          TimedBlock(
            process: process, order: [], seconds: [],
            load: MachineLoad(
              outside: outside, steal: steal, pressure: pressure, runnable: runnable,
              suspended: suspended)))
        last = block
      }
      blocks[blocks.count - 1].order.append(arm)
      blocks[blocks.count - 1].seconds.append(seconds)
      blocks[blocks.count - 1].processorSeconds.append(processor)
      names[arm] = fields[4]
    }
    self.init(
      armNames: (0..<(names.keys.max() ?? -1) + 1).map { names[$0] ?? "" }, blocks: blocks)
  }
}
