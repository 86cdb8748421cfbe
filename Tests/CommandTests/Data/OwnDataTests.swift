import Experiments
import Foundation
import PNGBridge
import Testing

/// The program on a reader's own data, made up here: CIFAR-shaped binaries and a folder of PNG
/// images, with classes told apart by a bright stripe.
@Suite(.serialized, .startsPrograms) struct OwnDataTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makePreset(images: 320)
  }

  private func arguments(_ verb: String, _ options: [String]) -> [String] {
    [verb, "--preset", "./mine.yaml", "--data", "data", "--store", "store"] + options
  }

  private func run(_ verb: String, _ options: String...) throws -> CommandRun {
    try CommandRun(arguments(verb, options), in: place.path)
  }

  /// [channel, side, side], with the stripe of `label` bright.
  private func planes(side: Int, label: Int, index: Int) -> [UInt8] {
    (0..<3 * side * side).map { element in
      let row = element / side % side
      let base = row * 10 / side == label ? 180 : 20
      return UInt8(base + (element * 7 + index * 13) % 60)
    }
  }

  private func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(place.path)/\(name)", withIntermediateDirectories: true)
  }

  private func makeCIFAR() throws {
    try makeFolder("data")
    for (number, file) in ((1...5).map { "data_batch_\($0)" } + ["test_batch"]).enumerated() {
      var bytes = Data()
      for index in 0..<20 {
        bytes.append(UInt8(index % 10))
        bytes.append(contentsOf: planes(side: 32, label: index % 10, index: number * 20 + index))
      }
      try bytes.write(to: URL(fileURLWithPath: "\(place.path)/data/\(file).bin"))
    }
  }

  /// Three classes of 20 images; the last one's are larger.
  private func makeImages() throws {
    for (label, name) in ["ash", "birch", "cedar"].enumerated() {
      try makeFolder("data/\(name)")
      let side = label == 2 ? 45 : 30
      for index in 0..<20 {
        let planes = planes(side: side, label: label, index: index)
        let area = side * side
        let pixels = (0..<3 * area).map { planes[$0 % 3 * area + $0 / 3] }
        let encoded = png_bridge_encode(pixels, UInt32(side), UInt32(side), 3937, nil, 0)
        defer { png_bridge_free(encoded) }
        try Data(bytes: #require(encoded.bytes), count: encoded.count)
          .write(to: URL(fileURLWithPath: "\(place.path)/data/\(name)/\(1000 + index).png"))
      }
    }
  }

  /// The one run's specification, as the store's record has it.
  private func specification() throws -> RunSpecification {
    let folder = try #require(place.runFolders("store").first)
    let id = try #require(folder.split(separator: "/").last)
    return try RunStore(path: "\(place.path)/store").run(String(id)).specification
  }

  @Test func cifarBinariesAreTrainedOn() throws {
    try makeCIFAR()
    let run = try run("run")
    #expect(run.status == 0, "\(run.errors)")
    let specification = try specification()
    #expect(specification.data.classes == 10)
    #expect(specification.data.trainingImages == 100 && specification.data.testImages == 20)
    #expect(specification.model.channels == 3 && specification.model.tokens == 64)
    #expect(specification.evaluationImages == 20)
    // The same data again is the same run, also from a folder of another name and by a link.
    let files = FileManager.default
    for step in ["again", "renamed", "linked"] {
      if step == "renamed" {
        try files.moveItem(atPath: "\(place.path)/data", toPath: "\(place.path)/elsewhere")
      }
      if step == "linked" {
        try files.createSymbolicLink(
          atPath: "\(place.path)/link", withDestinationPath: "elsewhere")
      }
      let folder = ["again": "data", "renamed": "elsewhere", "linked": "link"][step]!
      let again = try CommandRun(
        ["run", "--preset", "./mine.yaml", "--data", folder, "--store", "store"], in: place.path)
      #expect(again.status == 0 && place.runFolders("store").count == 1, "\(again.errors)")
    }
  }

  @Test func pngImagesOfSeveralSizesAreTrainedOnAtOneSize() throws {
    try makeImages()
    let refused = try run("run")
    #expect(refused.status == 8)
    #expect(
      refused.errors.contains("data/cedar/1000.png is of 45 x 45 pixels"), "\(refused.errors)")
    #expect(refused.errors.contains("--size") && !place.exists("store"))

    let run = try run("run", "--size", "28")
    #expect(run.status == 0, "\(run.errors)")
    let specification = try specification()
    #expect(specification.data.trainingImages == 48 && specification.data.testImages == 12)
    #expect(specification.data.height == 28 && specification.data.width == 28)
    #expect(specification.model.classes == 3 && specification.model.tokens == 49)
  }

  /// One run of each family, with both recipes and the built-in transfer set, on data that no
  /// shipped preset is for; the report must say so, and know them by their digest.
  @Test(arguments: ["cifar", "png"]) func everyFamilyRunsOnOwnData(_ kind: String) throws {
    kind == "cifar" ? try makeCIFAR() : try makeImages()
    let name = "own-\(kind)"
    try FileManager.default.moveItem(
      atPath: "\(place.path)/data", toPath: "\(place.path)/\(name)")
    func sweep(_ family: String, _ model: String, _ cell: String, _ options: String = "") -> String
    {
      """
        - families: [\(family)]
          model: \(model)
          recipe: \(family == "alpha" ? "[i21k, i1k]" : "i21k")
          images: 64
          evaluationImages: 10
      \(options)    cells:
            - {\(cell), seeds: 0, confirmatory: false}

      """
    }
    try place.write(
      "mine.yaml",
      "name: mine\nsweeps:\n"
        + sweep("scaling", "[S/32, B/32]", "attention: softmax", "    transfer: digits\n")
        + sweep("scaling", "[S/32, B/32]", "attention: relu, alpha: 1", "    transfer: digits\n")
        + sweep("alpha", "S/32", "attention: [relu, gelu], alpha: [0, 1]")
        + sweep("qknorm", "S/32", "attention: relu, alpha: 1, qkNorm: false")
        + sweep("gating", "S/32", "attention: relu, alpha: [0, 1], gate: linear"))
    let report = try CommandRun(
      ["report", "--preset", "./mine.yaml", "--data", name, "--store", "store"]
        + (kind == "png" ? ["--size", "28"] : []), in: place.path)
    #expect(report.status == 0, "\(report.errors)")
    #expect(place.runFolders("store").count == 14)
    let text = try String(contentsOfFile: "\(place.path)/reports/mine/report.md", encoding: .utf8)
    #expect(text.contains("**Data: `data ") && text.contains("not the Fashion-MNIST"))
    #expect(!text.contains(name))
    for figure in ["scaling-flops", "alpha", "qknorm", "gating"] {
      #expect(place.exists("figures/mine/\(figure).svg"), "\(figure)")
    }
    let tokens = kind == "png" ? "L = 49" : "L = 64"
    let alpha = try String(
      contentsOfFile: "\(place.path)/figures/mine/alpha.svg", encoding: .utf8)
    #expect(alpha.contains(tokens))
  }

  @Test(arguments: ["0", "-3", "2000", "big"]) func anImpossibleSizeIsUsage(_ size: String) throws {
    let run = try run("plan", "--size=\(size)")
    #expect(run.status == 2 && run.errors.contains("--size"), "\(run.errors)")
  }

  @Test(arguments: ["report", "figure", "diff", "plan", "run", "verify", "export"])
  func everyVerbThatTakesDataTakesASize(_ verb: String) throws {
    let help = try CommandRun([verb, "--help"], in: place.path)
    #expect(help.output.contains("--data <path>") && help.output.contains("--size <pixels>"))
  }
}
