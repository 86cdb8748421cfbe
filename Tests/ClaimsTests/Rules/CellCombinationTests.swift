import Claims
import Networks
import Paper
import Reports
import Testing

@Suite struct CellCombinationTests {
  static let five = [PaperModel.s32, .s16, .b32, .b16, .l16]
  static let three = [PaperModel.s32, .s16, .s8]

  static func everywhere(
    _ models: [PaperModel], _ arms: [Arm: [Double?]], except: [PaperModel: [Arm: [Double?]]] = [:]
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
    let untested = Self.five.dropFirst(count).map(\.description).joined(separator: ", ")
    #expect(assessment.reason.sentence.contains("not tested: \(untested).") == (count < 5))
    #expect(assessment.scope?.cells.map(\.model) == models && assessment.scope?.claimed == 5)
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
      "S2", Self.everywhere(Self.five, Self.level, except: [.b32: arms]))
    #expect(assessment.verdict.outcome == outcome)
    #expect(assessment.reason.sentence.contains("B/32"), "\(assessment.reason.sentence)")
    #expect(assessment.cells.count == 5)
  }

  /// Of several open cells, the reason speaks of the one whose numbers are shown: here not the first.
  @Test func theReasonIsOfTheCellThatIsShown() throws {
    let near = HandMade.panel(relu1: 0.8165, residual: 0.003)
    let assessment = try HandMade.assess(
      "S2", Self.everywhere(Self.five, Self.level, except: [.s32: HandMade.panel(), .b32: near]))
    let open = assessment.cells.filter { $0.outcome == .inconclusive }
    #expect(open.map(\.model) == [.s32, .b32])
    let shown = open.filter { $0.estimate == assessment.estimate }
    #expect(shown.map(\.model) == [.b32])
    #expect(assessment.reason.sentence.hasPrefix("B/32, relu: "), "\(assessment.reason.sentence)")
  }

  /// A cell that is no more against the claim than one of many would be does not contradict it.
  @Test func holmGuardsAgainstOneOfMany() throws {
    // Relu below the margin by an amount whose p value lies between 5 % / 5 and 5 %.
    let near = HandMade.panel(relu1: 0.8105, residual: 0.002)
    let alone = try HandMade.assess("S2", Self.everywhere([.b32], near))
    let among = try HandMade.assess(
      "S2", Self.everywhere(Self.five, Self.level, except: [.b32: near]))
    #expect(alone.verdict.outcome == .contradicted)
    #expect(among.verdict.outcome == .inconclusive)
    #expect(among.reason.sentence.contains("by chance"))
  }

  /// Cells that the preset does not declare confirmatory are shown and decide nothing.
  @Test func secondaryCellsDecideNothing() throws {
    let evidence = HandMade.evidence(Self.level, confirmatory: false)
    let assessment = try HandMade.assess("S2", evidence)
    #expect(assessment.verdict.outcome == .inconclusive)
    #expect(
      assessment.reason.sentence.hasPrefix(
        "No cell of it was declared to decide; S/32, relu: "))
    #expect(assessment.cells.map(\.confirmatory) == [false])
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
    #expect(assessment.verdict.outcome == outcome, "\(assessment.reason.sentence)")
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
      "D1", Self.everywhere(Self.three, arms, except: [.s8: flat]))
    #expect(assessment.verdict.outcome == .inconclusive)
    #expect(assessment.reason.sentence.contains("S/8, relu"))
  }

  /// Models whose cells are run and not confirmatory are told from models that were not run.
  @Test func exploratoryModelsAreNamedAsNotDeciding() throws {
    let deciding = HandMade.runs(Self.level, model: .s32)
    let exploratory = HandMade.runs(Self.level, model: .s16, confirmatory: false)
    let assessment = try HandMade.assess(
      "S2",
      Evidence(
        planned: deciding.planned + exploratory.planned,
        finished: deciding.finished + exploratory.finished))
    #expect(assessment.verdict.outcome == .consistent)
    #expect(
      assessment.reason.sentence.contains("not tested: S/16, B/32, B/16, L/16"),
      "\(assessment.reason.sentence)")
    #expect(assessment.ceiling == .sign && assessment.models == [.s32])
    #expect(assessment.cells.map(\.confirmatory) == [true, false])
  }

  static func gated(_ h: Pointwise, _ alpha: Double) -> Arm {
    Arm(HandMade.arm(h, alpha).attention, gate: .linear)
  }

  /// G1 speaks of relu and squared ReLU: with one of them exploratory the other decides, and no more
  /// than a sign is left. What the exploratory one would say is shown and decides nothing.
  @Test(arguments: [0.81, 0.77])
  func anExploratoryFunctionLeavesTheSign(squared: Double) throws {
    let relu: [Arm: [Double?]] = [
      Self.gated(.relu, 1): [0.82, 0.824, 0.818], Self.gated(.relu, 0): [0.8, 0.804, 0.797],
    ]
    let other: [Arm: [Double?]] = [
      Self.gated(.squaredReLU, 1): [squared], Self.gated(.squaredReLU, 0): [0.79],
    ]
    let runs = Self.three.flatMap {
      [HandMade.runs(relu, model: $0), HandMade.runs(other, model: $0, confirmatory: false)]
    }
    let assessment = try HandMade.assess(
      "G1", Evidence(planned: runs.flatMap(\.planned), finished: runs.flatMap(\.finished)))
    #expect(assessment.verdict.outcome == .consistent)
    #expect(assessment.ceiling == .sign)
    #expect(
      assessment.reason.sentence.contains(
        "not tested: S/32 (squaredReLU), S/16 (squaredReLU), S/8 (squaredReLU)"),
      "\(assessment.reason.sentence)")
  }

  @Test func bothFunctionsInEveryModelLeaveOrderAndShape() throws {
    let arms: [Arm: [Double?]] = [
      Self.gated(.relu, 1): [0.82, 0.824, 0.818], Self.gated(.relu, 0): [0.8, 0.804, 0.797],
      Self.gated(.squaredReLU, 1): [0.81, 0.814, 0.807],
      Self.gated(.squaredReLU, 0): [0.79, 0.794, 0.787],
    ]
    let assessment = try HandMade.assess("G1", Self.everywhere(Self.three, arms))
    #expect(assessment.verdict.outcome == .consistent)
    #expect(assessment.ceiling == .orderAndShape)
  }

  /// Runs under the other recipe are cells of their own: they neither fill a claim about i21k nor
  /// speak against it.
  @Test func theOtherRecipeIsApart() throws {
    let i1k = HandMade.runs(HandMade.panel(relu1: 0.7), recipe: .i1k)
    let alone = try HandMade.assess("S2", Evidence(planned: i1k.planned, finished: i1k.finished))
    #expect(alone.verdict.outcome == .notTested)
    let i21k = HandMade.runs(Self.level)
    let both = try HandMade.assess(
      "S2",
      Evidence(planned: i21k.planned + i1k.planned, finished: i21k.finished + i1k.finished))
    #expect(both.verdict.outcome == .consistent)
    #expect(both.n == 3 && both.cells.count == 1)
  }

  /// A model that was declared, and of which no run or not every run is there, leaves the claim open;
  /// one that was never declared leaves it the sign.
  @Test(
    arguments: [
      ([nil, nil, nil], "S/16, relu: no run of relu at alpha 1 is finished"),
      (
        [0.82, nil, nil],
        "1 of 3 planned runs of relu at alpha 1 are finished: points only, 2 seeds"
      ),
    ] as [([Double?], String)])
  func aDeclaredCellIsMissed(relu: [Double?], reason: String) throws {
    let arms = Self.level.merging([HandMade.relu1: relu]) { $1 }
    let open = try HandMade.assess(
      "S2", Self.everywhere([.s32, .s16], Self.level, except: [.s16: arms]))
    #expect(open.verdict.outcome == .inconclusive)
    #expect(open.reason.sentence.contains(reason), "\(open.reason.sentence)")
  }

  /// D1 by relu alone, where nothing else was declared.
  @Test func reluAloneDecidesTheSign() throws {
    let assessment = try HandMade.assess("D1", Self.everywhere([.s32], HandMade.panel()))
    #expect(assessment.verdict.outcome == .consistent && assessment.ceiling == .sign)
    #expect(assessment.scope?.cells == [.init(model: .s32, name: "relu")])
    #expect(assessment.scope?.claimed == 21)
  }

  /// A run that two families ask for counts once.
  @Test func aRunOfTwoFamiliesCountsOnce() throws {
    let runs = HandMade.runs(Self.level)
    let again = runs.planned.map { run in
      var other = run
      other.families = [.scaling]
      return other
    }
    let assessment = try HandMade.assess(
      "S2", Evidence(planned: runs.planned + again, finished: runs.finished))
    #expect(assessment.verdict.outcome == .consistent, "\(assessment.reason.sentence)")
    #expect(assessment.n == 3)
  }
}
