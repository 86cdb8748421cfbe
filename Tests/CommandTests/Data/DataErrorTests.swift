import Foundation
import TestPrograms
import Testing

/// Missing or damaged data: one sentence with what, where and the remedy, and exit code 8.
@Suite(.startsPrograms) struct DataErrorTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makePreset(images: 320)
  }

  private func expectDataError(_ words: String...) throws {
    let run = try CommandRun(
      ["run", "--preset", "./mine.yaml", "--data", "data", "--store", "store"], in: place.path)
    #expect(run.status == 8, "\(run.errors)")
    for word in words + ["--data"] { #expect(run.errors.contains(word), "\(run.errors)") }
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    #expect(!place.exists("store"))
  }

  @Test func missingFolder() throws {
    try expectDataError("The data folder data does not exist", "train-images-idx3-ubyte")
  }

  @Test func truncatedGzip() throws {
    try place.makeData()
    let name = "data/train-images-idx3-ubyte"
    _ = try ToolRun("/bin/gzip", ["\(place.path)/\(name)"])
    let bytes = try place.bytes(name + ".gz")
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: "\(place.path)/\(name).gz"))
    try expectDataError("The data file \(name).gz is truncated")
  }

  @Test func wrongMagicNumber() throws {
    try place.makeData(imageMagic: 1)
    try expectDataError("train-images-idx3-ubyte", "wrong magic number", "00000801", "00000803")
  }

  @Test func unequalCounts() throws {
    try place.makeData(trainingLabels: 199)
    try expectDataError(
      "train-images-idx3-ubyte holds 200 images", "train-labels-idx1-ubyte holds 199 labels")
  }
}
