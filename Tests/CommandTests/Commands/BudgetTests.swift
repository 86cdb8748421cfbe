import Foundation
import Testing

/// Reports of a part: what fits a budget, and what is there after Ctrl-C.
@Suite(.startsPrograms) struct BudgetTests {
  private let place: Workplace
  private static let report = "reports/mine/report.md"

  private static let line = "\n  S/32, 9,600 images: relu at alpha 1 (1)\n"

  init() throws {
    place = try Workplace()
    try place.makeData()
  }

  /// A tiny run of softmax, and then a longer one of ReLU, of another length of training.
  private func makePreset(longer images: Int, more: String = "") throws {
    let sweeps = [(320, "attention: softmax"), (images, "attention: relu, alpha: 1")].map {
      """
        - families: [alpha]
          model: S/32
          recipe: i21k
          images: \($0)
          evaluationImages: 80
          panel: \($0 == 320 ? "claims" : "training length")
          cells: [{\($1), seeds: 0, confirmatory: false}]

      """
    }
    try place.write("mine.yaml", "name: mine\nsweeps:\n" + sweeps.joined() + more)
  }

  private func start(_ more: String...) throws -> CommandRun.Started {
    try CommandRun.start(
      ["report"] + Workplace.options + ["--store", "store"] + more, in: place.path,
      environment: ["TMPDIR": place.path])
  }

  /// All at once, into the store `whole`.
  private func runWhole(_ verb: String) throws -> CommandRun {
    try CommandRun([verb] + Workplace.options + ["--store", "whole"], in: place.path)
  }

  private func results(_ store: String = "store") throws -> [String: Data] {
    var results: [String: Data] = [:]
    for folder in place.runFolders(store) where place.exists(folder + "/result.json") {
      results[String(folder.dropFirst(store.count + 1))] = try place.bytes(folder + "/result.json")
    }
    return results
  }

  /// No machine trains the second run within the budget, and each trains the first.
  @Test func theFirstRunsThatFitAreTrained() throws {
    try makePreset(
      longer: 32_000_000,
      more: "timings: [{name: gating, model: S/16, seconds: 600, halfWidth: 0.03}]\n")
    let report = try place.run("report", "--budget", "100s")
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.errors.contains("Budget 1 min 40 s: 1 of the 2 missing runs fits, about "))
    #expect(report.errors.contains("[2/6] Train: 2 runs missing, of which 1 fits the budget"))
    #expect(report.errors.contains("Left out: the timing gating of S/16, about 10 min"))
    #expect(report.errors.contains("[4/6] Error rates: left out until all the rest is there"))
    #expect(try results().count == 1)
    #expect(report.output.contains("\nMissing: 1 of 2 runs, about "))
    #expect(
      report.output.contains("\n  S/32, 32,000,000 images: relu at alpha 1 (1)\n"),
      "\(report.output)")
    #expect(report.output.contains("  besides: the timing gating of S/16, about 10 min 00 s; "))
    #expect(report.output.contains("\nNext: ") && report.output.contains(" report --preset ./mine"))
    let text = try place.text(Self.report)
    #expect(text.contains("**A report of a part:** 1 of 2 runs ("), "\(text.prefix(2000))")
    #expect(text.contains("| S/32, 32,000,000 images | relu at alpha 1 | 1 of 1 | "))
    #expect(text.contains("Besides: the timing gating of S/16."))
    #expect(text.contains("Nothing of what was begun;"))

    let run = try place.run("run", "--budget", "100s")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("the missing run does not fit, it takes about "), "\(run.errors)")
    #expect(run.output.contains("Missing: 1 of 2 runs, ") && run.output.contains(" run --preset"))
    #expect(!run.output.contains("timing"))
  }

  /// A budget that is over before anything is trained, and one that is never over.
  @Test func aBudgetForNothingAndOneForAllEndInTheSameReport() throws {
    try makePreset(longer: 640)
    let none = try place.run("report", "--budget", "1s")
    #expect(none.status == 0, "\(none.errors)")
    #expect(none.errors.contains("none of the 2 missing runs fits; the next takes about "))
    #expect(none.errors.contains("Left out: the linear classifier, about "))
    #expect(try results().isEmpty)
    #expect(try place.text(Self.report).contains("all of 2 runs ("))
    let all = try place.run("report", "--budget", "2h")
    #expect(all.status == 0 && !all.output.contains("Missing"), "\(all.errors)")
    #expect(all.errors.contains("all that is missing fits, 2 runs, about "))
    let text = try place.text(Self.report)
    #expect(!text.contains("A report of a part") && !text.contains("## What is missing"))
    let plain = try runWhole("report")
    #expect(plain.status == 0, "\(plain.errors)")
    let again = try place.run("report", "--budget", "1s")
    #expect(again.status == 0 && again.output.contains("Next: "))
    #expect(try place.text(Self.report) == text)
  }

  /// Each look at the clock makes it jump, so that a step of training takes longer than one of the
  /// calibration, which looks less often.
  @Test(.enabled(if: StoreCalls.isPossible, "a C compiler")) func aSlowMachineEndsInTime() throws {
    try makePreset(longer: 3_200)
    let calls = try StoreCalls(in: place.path)
    let slow = try place.run(
      "report", ["--budget", "150s"],
      environment: calls.environment(store: "\(place.path)/store", secondsPerLook: 0.5))
    #expect(slow.status == 0, "\(slow.errors)")
    #expect(
      slow.errors.contains("The time for runs is over; what is trained of the last one is saved."))
    #expect(place.runFolders("store").contains { place.exists($0 + "/checkpoint") })
    #expect(slow.output.contains("Missing: 1 of 2 runs"))
    let rest = try place.run("report")
    #expect(rest.status == 0 && rest.errors.contains("goes on after step"), "\(rest.errors)")
    #expect(try runWhole("run").status == 0)
    #expect(try results() == results("whole"))
  }

  @Test func afterCtrlCInTrainingTheReportIsOfWhatIsThere() throws {
    try makePreset(longer: 9_600)
    let started = try start()
    #expect(started.wait { started.hasSaid("1/2  S/32") })
    kill(started.processIdentifier, SIGINT)
    let stopped = try started.finish()
    #expect(stopped.status == 130, "\(stopped.errors)")
    #expect(stopped.errors.contains("Interrupted, state saved. The report of what is there"))
    #expect(stopped.errors.contains("[6/6] Write") && !stopped.errors.contains("[3/6]"))
    #expect(stopped.errors.contains("the report is of what is there, and the same command goes on"))
    #expect(stopped.output.contains(Self.line), "\(stopped.output)")
    #expect(
      stopped.output.contains("  besides: the linear classifier; how often the verdicts err."))
    let text = try place.text(Self.report)
    #expect(text.contains("**A report of a part:** 1 of 2 runs ("))

    let last = try place.run("report")
    #expect(last.status == 0, "\(last.errors)")
    let whole = try place.bytes(Self.report)
    let figure = try place.bytes("figures/mine/claims.png")
    #expect(try runWhole("report").status == 0)
    #expect(try results() == results("whole"))
    #expect(try place.bytes(Self.report) == whole)
    #expect(try place.bytes("figures/mine/claims.png") == figure)
  }

  /// Where nothing is finished, a report that may be there stays.
  @Test func afterCtrlCWithNothingThereNoReportIsWritten() throws {
    try makePreset(longer: 320)
    try place.makePreset(images: 64_000)
    let started = try start()
    #expect(started.wait { place.runFolders("store").contains { place.exists($0 + "/log.jsonl") } })
    kill(started.processIdentifier, SIGINT)
    let stopped = try started.finish()
    #expect(stopped.status == 130 && !place.exists(Self.report), "\(stopped.errors)")
    #expect(stopped.errors.contains("Interrupted, state saved; run the same command to go on."))
  }

  @Test func afterCtrlCInTimingTheTimingIsMissing() throws {
    try makePreset(
      longer: 320, more: "timings: [{name: gating, model: S/16, seconds: 66, halfWidth: 0.03}]\n")
    let started = try start()
    #expect(started.wait { started.hasSaid("other programs widen") })
    kill(started.processIdentifier, SIGINT)
    let stopped = try started.finish()
    #expect(stopped.status == 130, "\(stopped.errors)")
    #expect(
      stopped.output.contains(
        "\nMissing: the timing gating of S/16, about 1 min 06 s; how often the verdicts err.\n"))
    #expect(try place.text(Self.report).contains("**A report of a part:** 1 other measurement ["))
  }

  /// What is drawn is written; what is to end at once leaves all files or none as they were.
  @Test(
    arguments: [
      ([SIGINT], 130), ([SIGINT, SIGINT], 130), ([SIGINT, SIGTERM], 75), ([SIGHUP], 75),
    ]
      as [([Int32], Int32)])
  func drawingIsDoneOrUndone(_ signals: [Int32], _ status: Int32) throws {
    try makePreset(longer: 320)
    #expect(try place.run("run").status == 0)
    for folder in ["reports/mine", "figures/mine"] {
      try FileManager.default.createDirectory(
        atPath: "\(place.path)/\(folder)", withIntermediateDirectories: true)
    }
    let files = [Self.report, "figures/mine/claims.png"]
    for file in files { try place.write(file, "old") }
    let started = try start()
    #expect(started.wait { started.hasSaid("[5/6]") })
    for signal in signals { kill(started.processIdentifier, signal) }
    let run = try started.finish()
    #expect(run.status == status && run.errors.contains("nterrupted"), "\(run.errors)")
    let areOld = try files.map { try place.text($0) == "old" }
    #expect(Set(areOld).count == 1)
    if signals == [SIGINT] {
      #expect(!areOld[0] && run.errors.contains("nothing was left to do but the report"))
    }
    let left =
      FileManager.default.enumerator(atPath: place.path)?.compactMap { $0 as? String } ?? []
    #expect(!left.contains { $0.hasSuffix(".part") || $0.hasSuffix(".old") })
  }

  @Test(arguments: ["report", "run"]) func whatIsNoTimeIsRefused(_ verb: String) throws {
    try makePreset(longer: 320)
    let run = try place.run(verb, "--budget", "5")
    #expect(run.status == 2 && run.errors.contains("5 is no time"), "\(run.errors)")
    #expect(!place.exists("store"))
  }
}
