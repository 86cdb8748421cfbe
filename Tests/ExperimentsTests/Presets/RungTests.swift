import Datasets
import Experiments
import Foundation
import Testing

@Suite struct RungTests {
  /// The looks together have the level that a single test would have.
  @Test func levelsComeToFivePerCent() {
    #expect(Rung.allCases.map(\.level) == [0.02, 0.02, 0.01])
    #expect(Rung.allCases.map(\.below) == [nil, .quick, .standard])
    #expect(Rung.quick < .standard && Rung.standard < .full)
  }

  @Test(arguments: Preset.names) func shippedPresetsAreRungsOrStandApart(_ name: String) throws {
    let preset = try Preset.load(name, data: FashionMNIST.identity)
    #expect(preset.rung == Rung(rawValue: name))
    #expect((preset.rung == nil) == ["smoke", "paper"].contains(name))
  }

  /// A file of somebody's own, even one that copies a rung.
  @Test func ownPresetsStandApart() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/quick.yaml"
    let shipped = try #require(Preset.shipped.first { $0.name == "quick" }).yaml
    try Data(shipped).write(to: URL(fileURLWithPath: path))
    #expect(try Preset.load(path, data: FashionMNIST.identity).rung == nil)
  }
}
