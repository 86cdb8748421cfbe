import Paper
import Testing
import Timing

@Suite struct TimingScheduleTests {
  /// D / (12 D + 2 L) at the paper's shapes: D = 384.
  @Test(arguments: [(PaperModel.s32, 49, 0.082), (.s16, 196, 0.077), (.s8, 784, 0.062)])
  func theGateIsPredictedFromFLOPs(
    model: PaperModel, tokens: Int, rounded: Double
  ) throws {
    let schedule = try TimingSchedule.named(
      .gating, model: model, threads: 2, halfWidth: 0.02, budget: 240)[0]
    let exact = 384.0 / Double(12 * 384 + 2 * tokens)
    print("predicted \(schedule.options[0].predicted - 1), by the formula \(exact)")
    #expect(abs(schedule.options[0].predicted - 1 - exact) < 1e-15)
    #expect(abs(exact - rounded) < 0.0005)
    #expect(schedule.parts.map(\.name) == ["multiplications", "elementwise", "update"])
  }

  @Test(arguments: TimingName.allCases)
  func everyScheduleHasSoundModelsAndOneNamePerArm(name: TimingName) throws {
    for model in name.models {
      for schedule in try TimingSchedule.named(
        name, model: model, threads: 2, halfWidth: 0.02, budget: 240)
      {
        #expect(!schedule.options.isEmpty)
        #expect(Set(schedule.options.map(\.id)).count == schedule.options.count)
        for work in [schedule.base] + schedule.options.map(\.work) {
          #expect(work.operations ?? 0 > 0)
          if case .step(let model) = work { #expect(model.configuration.defect == nil) }
        }
      }
    }
  }

  /// Softmax and the six h besides relu, each under the name that the claims ask for.
  @Test func attentionIsHeldAgainstRelu() throws {
    let names = try TimingSchedule.named(
      .attention, model: .s16, threads: 2, halfWidth: 0.02, budget: 240)[0].options.map(
        \.id.description)
    #expect(names.count == 7)
    for name in ["softmax", "gelu", "softplus", "sigmoid"] {
      #expect(names.contains("attention/\(name)"))
    }
  }

  @Test(arguments: [(TimingName.gating, PaperModel.s4), (.gating, .b16)])
  func unknownNamesAreErrorsThatListTheKnown(name: TimingName, model: PaperModel) {
    #expect {
      try TimingSchedule.named(name, model: model, threads: 2, halfWidth: 0.02, budget: 240)
    } throws: { "\($0)".contains("choose among") }
  }
}
