import Foundation
import Testing

/// Stores of several machines, read as one: a run of seed 0 in `a`, one of seed 1 in `b`.
@Suite(.serialized) struct PooledStoresTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
    for (seed, store) in [(0, "a"), (1, "b")] {
      try place.makePreset(
        images: 320, cells: ["{attention: softmax, seeds: \(seed), confirmatory: true}"])
      #expect(try run("run", stores: [store]).status == 0)
    }
    try place.makePreset(images: 320, seeds: 2)
  }

  private func run(
    _ verb: String, stores: [String], _ more: String..., environment: [String: String] = [:]
  ) throws -> CommandRun {
    try CommandRun(
      [verb] + Workplace.options + stores.flatMap { ["--store", $0] } + more, in: place.path,
      environment: environment)
  }

  @Test func everyVerbReadsThemAsOneInWhateverOrder() throws {
    let reports = try [["a", "b"], ["b", "a"]].map { stores in
      let report = try run("report", stores: stores)
      #expect(report.status == 0, "\(report.errors)")
      // A pasted command reads the same.
      let options = stores.map { "--store \($0)" }.joined(separator: " ")
      #expect(report.output.contains(options), "\(report.output)")
      return try place.bytes("reports/mine/report.md")
    }
    #expect(reports[0] == reports[1])
    #expect(place.runFolders("a").count == 1 && place.runFolders("b").count == 1)

    let diff = try run("diff", stores: ["a", "b", "./a"])
    #expect(diff.status == 0 && diff.output.contains("mine, 2 of 2 runs"), "\(diff.output)")
    let verify = try CommandRun(["verify", "--store", "a", "--store", "b"], in: place.path)
    #expect(verify.output.hasPrefix("a and b: 2 finished runs"), "\(verify.output)")
    let training = try run("run", stores: ["a", "b"])
    #expect(training.output.hasPrefix("mine: 2 runs finished in a and b"), "\(training.output)")
    #expect(training.errors.contains("1 run left to the stores b"), "\(training.errors)")
    let other = String(try #require(place.runFolders("b").first).dropFirst(2))
    let weights = try run("export", stores: ["a", "b"], other, "--weights", "w")
    #expect(weights.status == 0, "\(weights.errors)")

    // One store is made of them, and gives the same report.
    let copying = try run("export", stores: ["a", "b"], "--records", "pool")
    #expect(copying.status == 0, "\(copying.errors)")
    #expect(try run("report", stores: ["pool"]).status == 0)
    #expect(try place.bytes("reports/mine/report.md") == reports[0])
  }

  /// Copies the run of `a` to the store `c`, with another text in its result; returns its identity.
  private func copyRun(replacing old: String, with new: String) throws -> String {
    let name = String(try #require(place.runFolders("a").first).dropFirst(2))
    for file in ["spec.json", "cost.json", "result.json"] {
      let text = try place.text("a/\(name)/\(file)")
      let changed = file == "result.json" ? text.replacingOccurrences(of: old, with: new) : text
      try place.writeRecord(changed, as: file, in: "c/\(name)")
    }
    #expect(try place.text("c/\(name)/result.json") != place.text("a/\(name)/result.json"))
    return name
  }

  @Test func otherRevisionsOfTheNumericsAreNamed() throws {
    let key = "\"numericsRevision\":"
    let name = try copyRun(replacing: key + "1", with: key + "9")
    let alone = try run("diff", stores: ["c"])
    #expect(alone.status == 0 && alone.output.contains("Of revision 9"), "\(alone.output)")
    for stores in [["a", "c"], ["c", "a"]] {
      let diff = try run("diff", stores: stores)
      #expect(diff.status == 0 && !diff.output.contains("Of revision"), "\(diff.output)")
      #expect(diff.output.contains("Of the run \(name) a store holds a result of revision 9"))
    }
  }

  @Test func differentBitsOfOneRunAreRefusedByName() throws {
    // Another loss, which nothing in the record contradicts.
    let key = "\"losses\":["
    let name = try copyRun(replacing: key, with: key + "1")
    let record = try place.text("c/\(name)/result.json")
    let diff = try run("diff", stores: ["a", "b", "c"])
    #expect(diff.status == 6, "\(diff.errors)")
    for file in ["a/\(name)/result.json", "c/\(name)/result.json"] {
      #expect(diff.errors.contains(file), "\(diff.errors)")
    }
    let training = try run("run", stores: ["b", "a", "c"])
    #expect(training.status == 6, "\(training.errors)")
    #expect(try place.text("c/\(name)/result.json") == record)
    #expect(place.runFolders("b").count == 1)
  }

  @Test func storesThatAreNotThereOrNotWantedAreUsageErrors() throws {
    let mistyped = try run("diff", stores: ["a", "bb"])
    #expect(mistyped.status == 2 && mistyped.errors.contains("There is no store bb"))
    let timing = try CommandRun(
      ["time", "--check", "--store", "a", "--store", "b"], in: place.path)
    #expect(timing.status == 2 && timing.errors.contains("pass --store once"), "\(timing.errors)")
    // As before, the environment names one, and the command line comes first.
    let named = try run("diff", stores: ["a"], environment: ["RECTIFY_STORE": "b"])
    #expect(named.output.contains("mine, 1 of 2 runs"), "\(named.output)")
    let home = try run(
      "diff", stores: ["~/a", "~/b"], environment: ["HOME": place.path])
    #expect(home.output.contains("mine, 2 of 2 runs"), "\(home.errors)")
  }
}
