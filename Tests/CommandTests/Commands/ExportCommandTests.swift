import Digests
import Experiments
import Foundation
import Testing

/// `rectify export` as a user runs it, on synthetic data. One at a time, since the tests train.
@Suite(.serialized, .startsPrograms) struct ExportCommandTests {
  let place: Workplace
  let run: String

  init() throws {
    place = try Workplace()
    run = try place.trainOneRun()
  }

  private func export(_ arguments: String...) throws -> CommandRun {
    try CommandRun(["export", "--data", "data", "--store", "store"] + arguments, in: place.path)
  }

  @Test func weightsAndLogitsAreWritten() throws {
    let run = try export(
      String(run.prefix(6)), "--weights", "w", "--logits", "new/l.npy", "--images", "7")
    #expect(run.status == 0, "\(run.errors)")
    let recorded = try JSONDecoder().decode(
      RunResult.self, from: place.bytes("store/\(self.run)/result.json"))
    let weights = try place.bytes("w")
    let header = weights.prefix(8).enumerated().reduce(0) {
      $0 | Int($1.element) << (8 * $1.offset)
    }
    let data = Data(weights.dropFirst(8 + header))
    let digest = data.withUnsafeBytes { SHA256.hexadecimal(of: $0) }
    #expect(digest == recorded.weightDigests.last?.sha256)
    // A header of 128 bytes, and four classes.
    #expect(try place.bytes("new/l.npy").count == 128 + 7 * 4 * 4)
  }

  @Test func batchesAreReadByNumPy() throws {
    let exported = try export(run, "--step", "0", "--weights", "w", "--batches", "new/order.npy")
    #expect(exported.status == 0, "\(exported.errors)")
    #expect(exported.output.contains("60 steps of 32"), "\(exported.output)")
    // A header of 128 bytes; no augmentation.
    #expect(try place.bytes("new/order.npy").count == 128 + 60 * 32 * 4)
    #expect(!place.exists("new/order-augmentation.npy"))
    let script = """
      import sys
      try:
          import numpy
      except ImportError:
          sys.exit("no numpy")
      order = numpy.load("new/order.npy")
      print(order.dtype, order.shape, order.min() >= 0, len(set(order[0])))
      """
    let read = try CommandRun.start(
      ["python3", "-c", script], in: place.path, program: "/usr/bin/env"
    ).finish()
    guard read.status == 0 else { return }
    #expect(read.output == "int32 (60, 32) True 32\n")
  }

  struct Mistake: Sendable {
    var arguments: [String]
    var words: String
  }

  @Test(arguments: [
    Mistake(arguments: ["zzz", "--weights", "w"], words: "The store store has no run \"zzz\""),
    Mistake(arguments: ["RUN", "--weights", "w", "--step", "61"], words: "from 0 to 60"),
    Mistake(arguments: ["RUN", "--weights", "w", "--step=-1"], words: "from 0 to 60"),
    Mistake(arguments: ["RUN", "--logits", "l", "--images", "81"], words: "from 1 to 80"),
    Mistake(arguments: ["RUN", "--weights", "mine.yaml/w"], words: "mine.yaml cannot be written"),
    Mistake(arguments: ["RUN"], words: "pass --weights"),
    Mistake(arguments: ["RUN", "--batches", "l", "--step", "3"], words: "writes all steps"),
    Mistake(arguments: ["RUN", "--weights", "w", "--images", "5"], words: "pass --logits"),
  ])
  func exportsUsageErrorsGiveTwo(_ mistake: Mistake) throws {
    let arguments = mistake.arguments.map { $0 == "RUN" ? run : $0 }
    let exported = try CommandRun(
      ["export", "--data", "data", "--store", "store"] + arguments, in: place.path)
    #expect(exported.status == 2, "\(exported.errors)")
    #expect(exported.errors.contains(mistake.words), "\(exported.errors)")
    #expect(!place.exists("w") && !place.exists("l"))
  }
}
