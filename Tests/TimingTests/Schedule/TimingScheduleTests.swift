import Paper
import Testing
import Timing

@Suite struct TimingScheduleTests {
  /// A block's multiply-adds at the paper's shapes are L (12 D^2 + 2 L D), D = 384, of which the gate adds
  /// L D^2; beside the blocks stands the patch embedding, 3 P^2 D for each token, and the head, of one vector
  /// an image, is left out. The depth is the smallest of at least two at which the blocks are nine tenths of them all.
  @Test(arguments: [(PaperModel.s32, 49, 32, 6), (.s16, 196, 16, 2), (.s8, 784, 8, 2)])
  func theGateIsPredictedFromFLOPs(model: PaperModel, tokens: Int, patch: Int, depth: Int) throws {
    let d = 384.0
    let l = Double(tokens)
    let block = l * (12 * d * d + 2 * l * d)
    let rest = l * 3 * Double(patch * patch) * d
    func exact(_ depth: Double) -> Double { depth * l * d * d / (depth * block + rest) }
    func share(_ depth: Int) -> Double { Double(depth) * block / (Double(depth) * block + rest) }
    #expect(share(depth) >= 0.9 && (depth == 2 || share(depth - 1) < 0.9))
    let schedule = try TimingSchedule.named(
      .gating, model: model, threads: 1, halfWidth: 0.02, budget: 240)[0]
    print("predicted \(schedule.options[0].predicted - 1), by hand \(exact(Double(depth)))")
    #expect(schedule.setting.contains("depth \(depth),"))
    #expect(abs(schedule.options[0].predicted - 1 - exact(Double(depth))) < 1e-15)
    #expect(schedule.parts.map(\.name) == ["multiplications", "elementwise", "update"])
    let deep = try TimingSchedule.named(
      .gating, model: model, threads: 1, halfWidth: 0.02, budget: 240, depth: 12)[0]
    #expect(abs(deep.options[0].predicted - 1 - exact(12)) < 1e-15)
    #expect(deep.options[0].predicted == TimedModel.gateByCount(model))
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
