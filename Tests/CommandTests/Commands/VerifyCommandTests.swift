import Datasets
import Digests
import Experiments
import Foundation
import Testing
import Training

/// `rectify verify` as a user runs it, on synthetic data. One at a time, since the tests train.
@Suite(.serialized, .startsPrograms) struct VerifyCommandTests {
  let place: Workplace
  let run: String

  init() throws {
    place = try Workplace()
    run = try place.trainOneRun()
  }

  private func verify(_ arguments: String...) throws -> CommandRun {
    try CommandRun(
      ["verify", "--data", "data", "--store", "store"] + arguments, in: place.path)
  }

  private func export(_ arguments: String...) throws -> CommandRun {
    try CommandRun(["export", "--data", "data", "--store", "store"] + arguments, in: place.path)
  }

  private func edit(_ name: String, _ change: (String) -> String) throws {
    let text = try place.text("store/\(run)/\(name)")
    let changed = change(text)
    #expect(changed != text)
    try place.write("store/\(run)/\(name)", changed)
  }

  /// Changes one digit of the digest of a step.
  private func changeDigest(ofStep step: Int) throws -> String {
    let file = "store/\(run)/result.json"
    let result = try JSONDecoder().decode(RunResult.self, from: place.bytes(file))
    let digest = try #require(result.weightDigests.first { $0.step == step }?.sha256)
    let changed = (digest.first == "0" ? "1" : "0") + digest.dropFirst()
    try edit("result.json") { $0.replacingOccurrences(of: digest, with: changed) }
    return try place.text(file)
  }

  @Test func aGoodStorePasses() throws {
    let before = try FileManager.default.subpathsOfDirectory(atPath: place.path + "/store")
    let check = try verify()
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.output.contains("1 finished run, 2 measurements; every checksum is right"))
    let replay = try verify("--replay", "3", "--budget", "2m", "--choice-seed", "5")
    #expect(replay.status == 0, "\(replay.errors)")
    #expect(replay.output.contains("Replayed 1 of 1 run, 1 in full (choice seed 5): the same bits"))
    #expect(replay.output.contains("Audited 60 of all 60 steps, 100.0 %."))
    #expect(replay.output.contains("k = 1: 100.0 %"))
    #expect(replay.errors.contains("\(run) softmax seed 0: the same bits in all 60 steps"))
    #expect(try FileManager.default.subpathsOfDirectory(atPath: place.path + "/store") == before)
  }

  @Test func jsonHasItsSchema() throws {
    let run = try verify("--replay", "1", "--json")
    #expect(run.status == 0, "\(run.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let audit = try #require(object as? [String: Any])
    #expect(
      Set(audit.keys) == [
        "schemaVersion", "checked", "replayed", "stepsAudited", "stepsTotal", "mismatches",
      ])
    let record = try JSONDecoder().decode(AuditRecord.self, from: Data(run.output.utf8))
    #expect(record.schemaVersion == 1 && record.checked == 1 && record.replayed == 1)
    #expect(record.stepsAudited == 60 && record.stepsTotal == 60 && record.mismatches.isEmpty)
  }

  @Test func aChangedByteIsCaughtWithoutReplay() throws {
    _ = try changeDigest(ofStep: 50)
    let check = try verify()
    #expect(check.status == 6 && check.errors.contains("store/\(run)/result.json"))
    #expect(check.output.contains("1 folder with records that are not."))
  }

  @Test func aForgedDigestIsCaughtByReplayWithRunAndStep() throws {
    let text = try changeDigest(ofStep: 50)
    let digest = SHA256.hexadecimal(of: text)
    try edit("SHA256SUMS") { sums in
      sums.split(separator: "\n").map {
        $0.hasSuffix("  result.json") ? "\(digest)  result.json\n" : "\($0)\n"
      }.joined()
    }
    #expect(try verify().status == 0)
    let replay = try verify("--replay", "1", "--json")
    #expect(replay.status == 6)
    #expect(replay.errors.contains("The run \(run) was trained again and differs"))
    #expect(replay.errors.contains("at step 50"))
    let record = try JSONDecoder().decode(AuditRecord.self, from: Data(replay.output.utf8))
    #expect(record.mismatches == [Audit.Mismatch(run: run, step: 50)])
    let exported = try export(run, "--weights", "w.safetensors")
    #expect(exported.status == 6 && exported.errors.contains("at step 50"))
    #expect(!place.exists("w.safetensors"))
  }

  @Test func missingDataAndOtherDataGiveEight() throws {
    let missing = try CommandRun(
      ["verify", "--store", "store", "--replay", "1", "--data", "nowhere"], in: place.path)
    #expect(missing.status == 8 && missing.errors.contains("nowhere"), "\(missing.errors)")
    // The same images under another name are the same data; others are not.
    try FileManager.default.moveItem(atPath: place.path + "/data", toPath: place.path + "/renamed")
    let renamed = try CommandRun(
      ["verify", "--store", "store", "--replay", "1", "--data", "renamed"], in: place.path)
    #expect(renamed.status == 0, "\(renamed.errors)")
    try place.makeData(flipped: true)
    let other = try verify("--replay", "1")
    #expect(other.status == 8 && other.errors.contains("--data"), "\(other.errors)")
    let exported = try export(run, "--weights", "w.safetensors")
    #expect(exported.status == 8 && exported.errors.contains(run), "\(exported.errors)")
  }

  @Test(arguments: [
    ["--budget", "5m"], ["--replay", "0"], ["--replay", "1", "--budget", "5"],
    ["--replay", "1", "--budget", "0s"], ["--choice-seed", "1"],
  ])
  func verifysUsageErrorsGiveTwo(_ arguments: [String]) throws {
    let run = try CommandRun(["verify", "--store", "store"] + arguments, in: place.path)
    #expect(run.status == 2 && run.errors.contains("pass"), "\(run.errors)")
  }

  @Test func anEmptyStoreGivesThree() throws {
    let run = try CommandRun(["verify", "--store", "nothing"], in: place.path)
    #expect(run.status == 3 && run.errors.contains("The store nothing holds no record"))
  }
}
