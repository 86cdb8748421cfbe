import Figures
import Reports
import Testing

@Suite struct FigureNameTests: FamilyFigureSuite {
  @Test(arguments: [
    ("fig1", FigureName.scaling), ("fig2", .alpha), ("fig3", .qknorm), ("fig4", .gating),
    ("scaling-flops", .scalingFLOPs), ("initialisation", .initialisation), ("timing", .timing),
    ("operator", .operator), ("claims", .claims), ("learning", .learning),
    ("matrix", .matrix), ("length", .length), ("sweep", .sweep),
  ])
  func figuresAreNamedAsThePaperDoesToo(_ argument: String, name: FigureName) {
    #expect(FigureName(argument: argument) == name)
  }

  @Test(arguments: FamiliesInput.Size.allCases)
  func everyFigureOfAFamilyIsDrawnAndNamedAsItsCommand(_ size: FamiliesInput.Size) throws {
    // Models that all saw another number of images are on no common axis of compute; nobody varies
    // anything besides.
    let absent: [FigureName] =
      [.timing, .operator, .sweep] + (size == .thin ? [.scaling, .scalingFLOPs] : [])
    for name in FigureName.allCases where !absent.contains(name) {
      #expect(try figure(name, FamiliesInput(size: size)).name == name.rawValue)
    }
  }

  @Test func nothingMeasuredIsNothingDrawn() throws {
    let input = try FamiliesInput(size: .full, holds: { _ in false }, hasStepTimes: false).input()
    for name in FigureName.allCases where ![.initialisation, .claims, .matrix].contains(name) {
      #expect(name.figure(input) == nil)
    }
  }
}
