import Figures
import Reports
import Testing

@Suite struct FigureNameTests: FamilyFigureSuite {
  @Test(arguments: [
    ("fig1", FigureName.scaling), ("fig2", .alpha), ("fig3", .qknorm), ("fig4", .gating),
    ("scaling-flops", .scalingFLOPs), ("initialisation", .initialisation), ("timing", .timing),
    ("operator", .operator), ("claims", .claims), ("learning", .learning),
    ("matrix", .matrix), ("length", .length),
  ])
  func figuresAreNamedAsThePaperDoesToo(_ argument: String, name: FigureName) {
    #expect(FigureName(argument: argument) == name)
  }

  @Test(arguments: FamiliesInput.Size.allCases)
  func everyFigureOfAFamilyIsDrawnAndNamedAsItsCommand(_ size: FamiliesInput.Size) throws {
    for name in FigureName.allCases where name != .timing && name != .operator {
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
