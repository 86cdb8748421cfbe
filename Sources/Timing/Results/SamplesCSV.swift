import Foundation

/// Recorded steps as a table: one line a step, with what the machine did during its block.
public struct SamplesCSV: Sendable {
  public var armNames: [String]
  public var blocks: [TimedBlock]

  public init(armNames: [String], blocks: [TimedBlock]) {
    self.armNames = armNames
    self.blocks = blocks
  }

  package static let header =
    "process,block,place,arm,name,seconds,processor,outside,steal,pressure,runnable,suspended,dropped"

  public var text: String {
    var lines = [Self.header]
    let disturbance = Disturbance(blocks)
    for (index, block) in blocks.enumerated() {
      for (place, arm) in block.order.enumerated() {
        let name = armNames.indices.contains(arm) ? armNames[arm] : ""
        let processor =
          block.processorSeconds.indices.contains(place) ? "\(block.processorSeconds[place])" : ""
        lines.append(
          "\(block.process),\(index),\(place),\(arm),\(name),\(block.seconds[place]),\(processor),"
            + "\(block.load.outside),\(block.load.steal),\(block.load.pressure),"
            + "\(block.load.runnable),\(block.load.suspended),\(disturbance.touches(block) ? 1 : 0)"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
