import Foundation

/// Recorded steps as a table: one line a step, with what the machine did during its block.
public struct SamplesCSV: Sendable {
  public var armNames: [String]
  public var blocks: [TimedBlock]

  public init(armNames: [String], blocks: [TimedBlock]) {
    self.armNames = armNames
    self.blocks = blocks
  }

  static let header =
    "process,block,place,arm,name,seconds,outside,steal,pressure,runnable,dropped"

  public var text: String {
    var lines = [Self.header]
    for (index, block) in blocks.enumerated() {
      for (place, arm) in block.order.enumerated() {
        let name = armNames.indices.contains(arm) ? armNames[arm] : ""
        lines.append(
          "\(block.process),\(index),\(place),\(arm),\(name),\(block.seconds[place]),"
            + "\(block.load.outside),\(block.load.steal),\(block.load.pressure),"
            + "\(block.load.runnable),\(block.isDisturbed ? 1 : 0)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reads what `text` writes.
  ///
  /// - Parameter file: its name, for messages.
  public init(text: String, file: String) throws(TimingError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    guard lines.first.map(String.init) == Self.header else {
      throw .unreadableSamples(file: file, line: 1, reason: "the header is another")
    }
    var blocks: [TimedBlock] = []
    var names: [Int: String] = [:]
    var last = -1
    for (number, line) in lines.enumerated().dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 11, let process = Int(fields[0]), let block = Int(fields[1]),
        let arm = Int(fields[3]), let seconds = Double(fields[5]), seconds > 0, arm >= 0,
        let outside = Double(fields[6]), let steal = Double(fields[7]),
        let pressure = Double(fields[8]), let runnable = Int(fields[9])
      else {
        throw .unreadableSamples(
          file: file, line: number + 1, reason: "it needs eleven fields, seconds above zero")
      }
      if block != last {
        blocks.append(
          TimedBlock(
            process: process, order: [], seconds: [],
            load: MachineLoad(
              outside: outside, steal: steal, pressure: pressure, runnable: runnable)))
        last = block
      }
      blocks[blocks.count - 1].order.append(arm)
      blocks[blocks.count - 1].seconds.append(seconds)
      names[arm] = fields[4]
    }
    self.blocks = blocks
    armNames = (0..<(names.keys.max() ?? -1) + 1).map { names[$0] ?? "" }
  }
}
