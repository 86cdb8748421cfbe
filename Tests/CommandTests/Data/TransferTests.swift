import Experiments
import Foundation
import Testing

/// The option `--transfer`, on synthetic data.
@Suite(.serialized, .startsPrograms) struct TransferTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    // Two sets: one to train on, its negative to transfer to.
    try place.makeData(flipped: true)
    try FileManager.default.moveItem(
      atPath: place.path + "/data", toPath: place.path + "/negative")
    try place.makeData()
    try place.write(
      "mine.yaml",
      """
      name: mine
      sweeps:
        - families: [scaling]
          model: S/32
          recipe: i21k
          images: 320
          evaluationImages: 80
          transfer: [digits]
          cells:
            - {attention: softmax, seeds: [0], confirmatory: true}
      """)
  }

  private func run(_ verb: String, _ more: String...) throws -> CommandRun {
    try CommandRun(
      [verb, "--data", "data", "--store", "store"]
        + (verb == "verify" ? [] : ["--preset", "./mine.yaml"]) + more, in: place.path)
  }

  @Test func setsAreAddedToTheScalingFamilyAndVerified() throws {
    let trained = try run("run", "--transfer", "other=negative")
    #expect(trained.status == 0, "\(trained.errors)")
    let folder = try #require(place.runFolders("store").first)
    let result = try JSONDecoder().decode(
      RunResult.self, from: place.bytes(folder + "/result.json"))
    let scores = try #require(result.transfer)
    // Records name sets by their digests.
    let names = scores.map(\.set.name).sorted()
    #expect(names.last == "digits" && names.first?.hasPrefix("data ") == true)
    #expect(scores.map(\.evaluated).sorted() == [80, 900])
    #expect(scores.allSatisfy { $0.accuracies.count == 3 })

    let verified = try run("verify", "--replay", "1", "--transfer", "other=negative")
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(verified.output.contains("1 in full"))
    let without = try run("verify", "--replay", "1")
    #expect(without.status == 8, "\(without.errors)")
    #expect(without.errors.contains("--transfer NAME=PATH"))

    // Without the option the preset names another run.
    let plan = try run("plan", "--json", "--threads", "1")
    #expect(plan.output.contains("\"state\" : \"absent\""), "\(plan.output) \(plan.errors)")
  }

  @Test(arguments: ["negative", "other=", "=negative", "a:b=negative", "digits=negative"])
  func aBadNameIsAUsageError(_ text: String) throws {
    let run = try run("diff", "--transfer", text)
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains("--transfer \(text.hasPrefix("digits") ? "digits" : text)"))
  }
}
