import Networks
import Testing

struct ParameterLayoutTests {
  static let cases = EngineCase.attentions + EngineCase.options

  /// The slices lie one after the other and fill the layout, under names of their own.
  @Test(arguments: cases)
  func slicesFillTheLayout(_ engineCase: EngineCase) {
    let layout = ParameterLayout(engineCase.model)
    var end = 0
    for (index, slice) in layout.slices.enumerated() {
      #expect(slice.index == index)
      #expect(slice.offset == end)
      #expect(slice.count > 0)
      #expect(layout[slice.name] == slice)
      end += slice.count
    }
    #expect(layout.count == end)
    #expect(Set(layout.slices.map(\.name)).count == layout.slices.count)
  }

  /// Weight decay acts on weight matrices alone.
  @Test(arguments: cases)
  func kernelsDecay(_ engineCase: EngineCase) {
    for slice in ParameterLayout(engineCase.model).slices {
      #expect(slice.decays == slice.name.hasSuffix("/kernel"), "\(slice.name)")
    }
  }
}
