import Foundation
import FuzzedReaders
import Testing

/// What the fuzzer found worth keeping, and a few changes of it: every reader comes to an end with it.
/// `make fuzz` tries many more, under the address sanitizer.
@Suite struct CorpusTests {
  @Test(arguments: FuzzedReader.all.map(\.name))
  func everyInputComesToAnEnd(_ name: String) throws {
    let reader = try #require(FuzzedReader.all.first { $0.name == name })
    let inputs = try reader.seeds() + reader.kept()
    for (index, input) in inputs.enumerated() {
      reader.read(input)
      var changed = input
      for step in 0..<4 {
        var mutation = Mutation(seed: UInt64(4 * index + step))
        changed = try reader.mutate(changed, &mutation)
        reader.read(changed)
      }
    }
  }
}
