import Figures
import Reports
import Testing

@Suite struct InitialisationFigureTests: FamilyFigureSuite {
  /// A mean of zero or below at one length breaks the line there, and a layer below ends at the foot.
  @Test func aMeanOfZeroIsAGap() throws {
    let figure = try figure(
      .initialisation,
      FamiliesInput(
        size: .thin,
        meanWeight: { h, tokens, layer in
          guard h == "gelu" else { return nil }
          return tokens == 196 ? -0.1 : tokens == 784 && layer == 0 ? -0.01 : nil
        }))
    let gelu = try #require(panels(figure)[0][0].series.first { $0.name == "gelu" })
    #expect(gelu.points.map(\.x) == [49, 784, 3136] && gelu.gaps.map(\.x) == [196])
    #expect(figure.caption.contains("gelu: zero or below, which no logarithmic axis shows, at 196"))
    #expect(figure.caption.contains("bars reach zero or below"))
  }

  @Test func initialisationStandsInTheClaimedRange() throws {
    let figure = try figure(.initialisation, FamiliesInput(size: .thin))
    let panels = try panels(figure)[0]
    #expect(panels.map(\.title) == ["with qk-layernorm", "without qk-layernorm"])
    let names = panels[0].series.map(\.name)
    #expect(names.first == "softmax" && !names.contains("identity"))
    #expect(panels[0].references.map(\.value) == [0.1, 10])
    #expect(figure.caption.contains("Weights of identity have both signs"))
    for series in panels[0].series {
      #expect(series.points.map(\.x) == [49, 196, 784, 3136])
      let products = series.points.map(\.center)
      #expect(products.allSatisfy { abs($0 / products[0] - 1) < 1e-9 }, "\(series.name)")
    }
    // Layers at 1, 0.92, 0.84 and 0.76 of 0.4.
    let relu = try #require(panels[0].series.first { $0.name == "relu" }?.points.first)
    #expect(abs(relu.center - 0.352) < 1e-9)
    #expect(abs((relu.interval?.low ?? 0) - 0.304) < 1e-9)
    #expect(relu.interval?.kind.level == nil)
  }
}
