import Claims
import Networks
import Testing

@Suite struct CellCombinationTests {
  static let five = ["S/32", "S/16", "B/32", "B/16", "L/16"]
  static let three = ["S/32", "S/16", "S/8"]

  static func everywhere(
    _ models: [String], _ arms: [Arm: [Double?]], except: [String: [Arm: [Double?]]] = [:]
  ) -> Evidence {
    HandMade.evidence(
      models: Dictionary(uniqueKeysWithValues: models.map { ($0, except[$0] ?? arms) }))
  }

  static let level = HandMade.panel(relu1: 0.82, residual: 0.0005)

  /// With all five models the ledger's cap is what remains; with four it is the sign.
  @Test(arguments: [(5, Ceiling.orderAndShape), (4, .sign), (1, .sign)])
  func fewerModelsLeaveTheSign(count: Int, ceiling: Ceiling) throws {
    let models = Array(Self.five.prefix(count))
    let assessment = try HandMade.assess("S2", Self.everywhere(models, Self.level))
    #expect(assessment.verdict.outcome == .consistent)
    #expect(assessment.ceiling == ceiling)
    #expect(assessment.models == models)
    let coverage = "\(count) of 5 models \(count == 1 ? "was" : "were") run"
    #expect(assessment.reason.contains(coverage) == (count < 5))
  }

  /// "All": one model that is undecided leaves the claim undecided, one that is clearly against it
  /// contradicts it.
  @Test(arguments: [
    (HandMade.panel(), Verdict.Outcome.inconclusive),
    (HandMade.panel(relu1: 0.78, residual: 0.0005), .contradicted),
    (HandMade.panel(seeds: 1), .inconclusive),
  ])
  func oneModelDecides(arms: [Arm: [Double?]], outcome: Verdict.Outcome) throws {
    let assessment = try HandMade.assess(
      "S2", Self.everywhere(Self.five, Self.level, except: ["B/32": arms]))
    #expect(assessment.verdict.outcome == outcome)
    #expect(assessment.reason.contains("B/32"), "\(assessment.reason)")
    #expect(assessment.cells.count == 5)
  }

  /// A cell that is no more against the claim than one of many would be does not contradict it.
  @Test func holmGuardsAgainstOneOfMany() throws {
    // Relu below the margin by an amount whose p value lies between 5 % / 5 and 5 %.
    let near = HandMade.panel(relu1: 0.8105, residual: 0.002)
    let alone = try HandMade.assess("S2", Self.everywhere(["B/32"], near))
    let among = try HandMade.assess(
      "S2", Self.everywhere(Self.five, Self.level, except: ["B/32": near]))
    #expect(alone.verdict.outcome == .contradicted)
    #expect(among.verdict.outcome == .inconclusive)
    #expect(among.reason.contains("by chance"))
  }

  /// Cells that the preset does not declare primary are shown and decide nothing.
  @Test func secondaryCellsDecideNothing() throws {
    let evidence = HandMade.evidence(Self.level, primary: false)
    let assessment = try HandMade.assess("S2", evidence)
    #expect(assessment.verdict.outcome == .inconclusive)
    #expect(
      assessment.reason.hasPrefix("1 of 5 models was run (S/32) and is not primary; S/32, relu: "))
    #expect(assessment.cells.map(\.primary) == [false])
    #expect(assessment.estimate != nil)
  }

  /// D1: relu in every model and more than half of the other cells.
  @Test(arguments: [
    (4, Verdict.Outcome.consistent), (3, .inconclusive), (6, .consistent), (0, .inconclusive),
  ])
  func mostOtherCellsMustHold(holding: Int, outcome: Verdict.Outcome) throws {
    var arms = HandMade.panel()
    let others = Pointwise.allCases.filter { $0 != .relu }
    for (index, h) in others.enumerated() {
      arms[HandMade.arm(h, 0)] = [0.79, 0.794, 0.787]
      arms[HandMade.arm(h, 1)] =
        index < holding ? [0.81, 0.814, 0.807] : [0.7905, 0.793, 0.787]
    }
    let assessment = try HandMade.assess("D1", Self.everywhere(Self.three, arms))
    #expect(assessment.verdict.outcome == outcome, "\(assessment.reason)")
    #expect(assessment.cells.count == 21)
  }

  @Test func reluMustHoldInEveryModel() throws {
    var arms = HandMade.panel()
    for h in Pointwise.allCases where h != .relu {
      arms[HandMade.arm(h, 0)] = [0.79, 0.794, 0.787]
      arms[HandMade.arm(h, 1)] = [0.81, 0.814, 0.807]
    }
    var flat = arms
    flat[HandMade.relu0] = arms[HandMade.relu1]
    let assessment = try HandMade.assess(
      "D1", Self.everywhere(Self.three, arms, except: ["S/8": flat]))
    #expect(assessment.verdict.outcome == .inconclusive)
    #expect(assessment.reason.contains("S/8, relu"))
  }
}
