import Foundation
import Testing

@Suite(.startsPrograms) struct UsageTests {
  let place: Workplace

  init() throws { place = try Workplace() }

  private func run(_ arguments: [String]) throws -> CommandRun {
    try CommandRun(arguments, in: place.path)
  }

  @Test func noArgumentsPrintHelp() throws {
    let run = try run([])
    #expect(run.status == 0)
    #expect(run.output.contains("rectify plan") && run.output.contains("rectify run"))
  }

  @Test(arguments: ["plan", "run"]) func everyVerbHasHelpWithAnExample(_ verb: String) throws {
    let run = try run([verb, "--help"])
    #expect(run.status == 0)
    #expect(run.output.contains("EXAMPLE") && run.output.contains("rectify \(verb)"))
    #expect(run.output.contains("--store") && run.output.contains("--preset"))
  }

  @Test(arguments: ["verify", "export"]) func verbsWithoutAPresetHaveHelpToo(
    _ verb: String
  ) throws {
    let run = try run([verb, "--help"])
    #expect(run.status == 0)
    #expect(run.output.contains("EXAMPLES") && run.output.contains("rectify \(verb)"))
    #expect(run.output.contains("--store") && run.output.contains("--data"))
  }

  @Test(arguments: [
    ["paln"], ["plan", "--stoer", "x"], ["run", "--threads", "none"], ["run", "--threads", "0"],
  ])
  func usageErrorsGiveTwo(_ arguments: [String]) throws {
    let run = try run(arguments)
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains(arguments.count == 1 ? arguments[0] : arguments[1]))
  }

  @Test(arguments: ["plan", "run"]) func anUnknownPresetIsNamed(_ verb: String) throws {
    let run = try run([verb, "--preset", "quik"])
    #expect(run.status == 2)
    #expect(run.errors.contains("\"quik\"") && run.errors.contains("smoke, quick"))
  }

  @Test func claimsAreListedAndAUsersOwnAreTaken() throws {
    let list = try run(["diff", "--list"])
    #expect(list.status == 0, "\(list.errors)")
    #expect(
      list.output.contains("S1: ReLU-attention")
        && list.output.contains("0.20 of the attention effect"))
    try place.write("mine.yaml", "schemaVersion: 2\nclaims: []\n")
    let empty = try run(["diff", "--list", "--claims", "mine.yaml"])
    #expect(empty.status == 2 && empty.errors.contains("mine.yaml"), "\(empty.errors)")
    let missing = try run(["diff", "--claims", "no-such.yaml"])
    #expect(missing.status == 2 && missing.errors.contains("no-such.yaml cannot be read"))
  }

  @Test func anUnknownHIsNamedWithFileFieldAndRemedy() throws {
    try place.makePreset(images: 320)
    let text = try place.text("mine.yaml")
    try place.write("mine.yaml", text.replacingOccurrences(of: "softmax", with: "softmix"))
    let run = try run(["plan", "--preset", "./mine.yaml"])
    #expect(run.status == 2)
    #expect(run.errors.contains("./mine.yaml:9: sweeps[0].cells[0].attention"), "\(run.errors)")
    #expect(run.errors.contains("unknown value \"softmix\"") && run.errors.contains("squaredReLU"))
  }

  @Test func anUnknownKeyIsNamedWithFileFieldAndRemedy() throws {
    try place.makePreset(images: 320)
    let text = try place.text("mine.yaml")
    try place.write("mine.yaml", text.replacingOccurrences(of: "recipe:", with: "recipie:"))
    let run = try run(["run", "--preset", "./mine.yaml"])
    #expect(run.status == 2)
    #expect(run.errors.contains("./mine.yaml:5: sweeps[0] has the unknown key \"recipie\""))
    #expect(run.errors.contains("use one of") && run.errors.contains("recipe"), "\(run.errors)")
  }
}
