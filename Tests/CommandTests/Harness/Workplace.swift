import Foundation
import Testing

/// A folder for one test, removed with the value, with the makings of small data sets in it.
final class Workplace {
  let path = NSTemporaryDirectory() + "rectify-command-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

  /// A synthetic IDX folder `data`: 200 training and 80 test images of 28 x 28 pixels, four classes
  /// told apart by which quarter is bright; `flipped` gives other images.
  func makeData(
    trainingLabels: Int = 200, imageMagic: UInt8 = 3, flipped: Bool = false
  ) throws {
    try FileManager.default.createDirectory(
      atPath: path + "/data", withIntermediateDirectories: true)
    for (prefix, count, labels) in [("train", 200, trainingLabels), ("t10k", 80, 80)] {
      var images = Data([0, 0, 8, imageMagic, 0, 0, 0, UInt8(count), 0, 0, 0, 28, 0, 0, 0, 28])
      for index in 0..<count {
        for pixel in 0..<784 {
          let quarter = pixel / 28 / 14 * 2 + pixel % 28 / 14
          let bright = UInt8(150 + (pixel * 7 + index) % 90)
          images.append((quarter == index % 4) != flipped ? bright : UInt8(pixel % 40))
        }
      }
      try images.write(to: URL(fileURLWithPath: "\(path)/data/\(prefix)-images-idx3-ubyte"))
      let header = Data([0, 0, 8, 1, 0, 0, 0, UInt8(labels)])
      try (header + Data((0..<labels).map { UInt8($0 % 4) }))
        .write(to: URL(fileURLWithPath: "\(path)/data/\(prefix)-labels-idx1-ubyte"))
    }
  }

  /// A preset `mine.yaml` of runs of softmax, one a seed.
  func makePreset(images: Int, seeds: Int = 1) throws {
    let seedList = (0..<seeds).map(String.init).joined(separator: ", ")
    try makePreset(
      images: images, cells: ["{attention: softmax, seeds: [\(seedList)], confirmatory: true}"])
  }

  /// A preset `mine.yaml` of one sweep.
  ///
  /// - Parameters:
  ///   - cells: as a preset's file has them.
  ///   - more: further lines of the sweep.
  func makePreset(
    images: Int, families: String = "alpha", cells: [String], more: [String] = []
  ) throws {
    let lines =
      [
        "name: mine", "sweeps:", "  - families: [\(families)]", "    model: S/32",
        "    recipe: i21k", "    images: \(images)", "    evaluationImages: 80",
      ] + more.map { "    " + $0 } + ["    cells:"] + cells.map { "      - " + $0 }
    try write("mine.yaml", lines.joined(separator: "\n") + "\n")
  }

  static let options = ["--preset", "./mine.yaml", "--data", "data"]

  /// One verb with that preset and data, on the store `store`.
  func run(
    _ verb: String, _ more: [String], environment: [String: String] = [:]
  ) throws -> CommandRun {
    try CommandRun(
      [verb] + Self.options + ["--store", "store"] + more, in: path, environment: environment)
  }

  func run(
    _ verb: String, _ more: String..., environment: [String: String] = [:]
  ) throws -> CommandRun {
    try run(verb, more, environment: environment)
  }

  /// Makes data and a preset of one run of 60 steps, with digests at 50 and 60, and trains it into
  /// the store `store`; returns its identity.
  func trainOneRun() throws -> String {
    try makeData()
    try makePreset(images: 1_920)
    let training = try run("run")
    #expect(training.status == 0, "\(training.errors)")
    return String(try #require(runFolders("store").first).dropFirst("store/".count))
  }

  /// The runs' folders in a store.
  func runFolders(_ store: String) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(store)")) ?? []
    return entries.filter { $0.count == 16 }.sorted().map { "\(store)/\($0)" }
  }
}
