import Claims
import Experiments
import Figures

extension Report {
  var cost: Section {
    let costs = input.finished.compactMap(\.cost)
    let seconds = costs.reduce(0) {
      $0 + ($1.trainingSeconds + $1.evaluationSeconds) * Double($1.threads)
    }
    let flops = input.finished.reduce(0) { $0 + $1.planned.specification.flops }
    guard !costs.isEmpty else { return Section(title: "Cost", parts: ["Nothing was trained."]) }
    return Section(
      title: "Cost",
      parts: [
        "\(counted(input.finished.count, "run")), \(Self.words(flops: flops)) by the count of 6 x the forward "
          + "multiply-adds for a training image and 2 x for a test image: "
          + "\(NumberText.fixed(seconds / 3600, places: 2)) core hours (wall-clock seconds times threads)."
      ])
  }

  /// Such as "19.0 TFLOP".
  private static func words(flops: Double) -> String {
    flops < 1e12
      ? "\(NumberText.fixed(flops / 1e9, places: 1)) GFLOP"
      : "\(NumberText.fixed(flops / 1e12, places: 1)) TFLOP"
  }

  var provenance: Section {
    let builds = input.finished.compactMap(\.cost?.build)
    func sortedList(_ values: [String]) -> String {
      let set = Set(values).sorted()
      return set.isEmpty ? "unknown" : set.joined(separator: "; ")
    }
    let data = input.preset.data
    let costs = input.finished.compactMap(\.cost)
    let facts = [
      ["revision of the program", sortedList(builds.map(\.revision))],
      ["compiler", sortedList(builds.map(\.compiler))],
      ["vector instructions of the kernels", sortedList(builds.map(\.vectorInstructions))],
      [
        "revision of the numerics",
        sortedList(input.finished.map { "\($0.result.numericsRevision)" }),
      ],
      ["processor", sortedList(costs.map(\.processor))],
      ["system", sortedList(costs.map(\.system))],
      ["threads", sortedList(costs.map { "\($0.threads)" })],
      ["drawing libraries", libraries],
      [
        "records, one digest over all results and measurements, which every figure's file names",
        "`\(input.recordsDigest ?? "unknown")`",
      ],
      [
        "data",
        "\(data.label): \(NumberText.grouped(data.trainingImages)) training and \(NumberText.grouped(data.testImages)) test "
          + "images of \(data.height) x \(data.width) x \(data.channels), \(data.classes) classes",
      ],
      ["data, SHA-256 of the decoded images and labels", "`\(data.digest)`"],
      [
        "seeds", sortedList(input.finished.map { "\($0.planned.specification.seed)" }),
      ],
    ]
    let runs = input.finished.map { run in
      let model = run.planned.specification.model
      return [
        "`\(run.planned.specification.id)`", "\(run.planned.model)",
        "\(run.planned.recipe)",
        Arm(model).label,
        "\(run.planned.specification.seed)", NumberText.percent(run.result.accuracy, places: 2),
        run.result.outcome.rawValue, run.planned.confirmatory ? "confirmatory" : "secondary",
        "`\(run.result.weightDigests.last.map { String($0.sha256.prefix(16)) } ?? "-")`",
      ]
    }
    return Section(
      title: "Provenance",
      parts: [
        MarkdownTable(header: ["what", "value"], rows: facts).text,
        "Every run, by its identity (a digest of its whole specification), with the first digits of "
          + "the SHA-256 of its final weights. The same specification gives the same digest on any "
          + "number of threads.",
        "<details><summary>\(counted(runs.count, "run"))</summary>",
        MarkdownTable(
          header: [
            "run", "model", "recipe", "arm", "seed", "accuracy, %", "outcome", "cell", "weights",
          ],
          rows: runs, numeric: [4, 5]
        ).text,
        "</details>",
      ])
  }

  var rerun: Section {
    let preset = input.preset.name
    let figure = pictures.first?.name.rawValue ?? "alpha"
    let data = input.preset.data
    let sets = Set(input.preset.runs.flatMap(\.specification.transfer).map(\.name)).sorted()
      .filter { $0 != "digits" }
    let options =
      (data.isFashionMNIST ? [] : ["--data with the path of `\(data.label)`"])
      + sets.map { "--transfer \($0)=PATH" }
    let reminder =
      options.isEmpty ? "" : " These runs also need \(list(options)), with every command."
    return Section(
      title: "How to run it again",
      parts: [
        """
        ```sh
        make report PRESET=\(preset)              # everything, from a clone of the project
        rectify plan --preset \(preset)           # every run, its state and its price
        rectify figure \(figure) --preset \(preset)   # one figure, from stored results
        rectify diff --preset \(preset)           # ours against published
        ```

        A finished run is never repeated: the same command on the same store gives these bytes again. \
        To begin anew, pass an empty folder with `--store`.\(reminder)
        """
      ])
  }
}
