import Claims
import Experiments
import Figures

/// What made the numbers, and every run by its identity.
struct ProvenanceSection: Section {
  let input: ReportInput
  /// The drawing libraries, on which the figures' bytes depend.
  let libraries: String
  let data: ResultData
  /// The folder of the records beside the report; nil where they lie elsewhere.
  let records: String?

  let title = "Provenance"

  var body: [Block] {
    [
      .table(facts)
    ] + (input.revisionNotes.isEmpty ? [] : [.paragraph(notes)]) + identities
  }

  /// Beyond this many the table of runs is longer than the report, and stands in the results alone.
  private static let mostRuns = 200

  private var identities: [Block] {
    let same = "The same specification gives the same digest on any number of threads."
    let count = counted(input.finished.count, "run")
    guard input.finished.count > Self.mostRuns else {
      return [
        """
        Every run, by its identity (a digest of its whole specification), with the first digits of the \
        SHA-256 of its final weights. \(same)
        """,
        .folded(summary: count, [.table(runs)]),
      ]
    }
    let place = records.map { ", and its record the folder of that name in [the records](\($0))" }
    return [
      """
      Every run is a row of [runs.csv](\(ResultData.folder)/runs.csv), \(count), by its identity (a digest of its \
      whole specification), with the SHA-256 of its final weights\(place ?? ""). \(same)
      """
    ]
  }

  private var notes: String {
    input.revisionNotes.map { "- \($0)" }.joined(separator: "\n")
  }

  private var facts: Table {
    let costs = input.finished.compactMap(\.cost)
    let builds = costs.map(\.build)
    let data = input.preset.data
    func all(_ values: [String]) -> Table.Cell {
      let set = Set(values).sorted()
      return .named(set.isEmpty ? "unknown" : set.joined(separator: "; "))
    }
    return Table(
      [.text("what"), .text("value")],
      rows: [
        ["revision of the program", all(builds.map(\.revision))],
        ["compiler", all(builds.map(\.compiler))],
        ["vector instructions of the kernels", all(builds.map(\.vectorInstructions))],
        ["revision of the numerics", all(input.finished.map { "\($0.result.numericsRevision)" })],
        ["processor, as the system names it", all(costs.map(\.processor))],
        ["its family, model and stepping", noted(costs, \.processorVersion) { $0 }],
        [
          "memory of the machine",
          noted(costs, \.memory) { "\(NumberText.fixed(Double($0) / 1e9, places: 1)) GB" },
        ],
        ["energy of the processors, other programs included", energy(costs)],
        ["system", all(costs.map(\.system))],
        ["when its runs ended (UTC), first to last", .named(span(costs))],
        ["threads", all(costs.map { "\($0.threads)" })],
        ["drawing libraries", .named(libraries)],
        [
          "records, one digest over all results and measurements, which every figure's file names",
          .code(input.recordsDigest ?? "unknown"),
        ],
        [
          "data",
          """
          \(data.label): \(NumberText.grouped(data.trainingImages)) training and \
          \(NumberText.grouped(data.testImages)) test images of \(data.height) x \(data.width) x \
          \(data.channels), \(data.classes) classes
          """,
        ],
        ["data, SHA-256 of the decoded images and labels", .code(data.digest)],
        ["seeds", all(input.finished.map { "\($0.planned.specification.seed)" })],
      ])
  }

  /// From the first to the last, each machine apart.
  private func span(_ costs: [RunCost]) -> String {
    struct Machine: Hashable {
      let processor: String
      let version: String?
      let memory: Int?
      let system: String
      let threads: Int
    }
    let machines = Dictionary(grouping: costs.filter { !$0.finished.isEmpty }) {
      Machine(
        processor: $0.processor, version: $0.processorVersion, memory: $0.memory,
        system: $0.system, threads: $0.threads)
    }
    // As ISO 8601 has it, to the minute.
    func minute(_ time: String) -> String { String(time.prefix(16)).replacing("T", with: " ") }
    let spans = machines.compactMap { machine, runs -> String? in
      let times = runs.map(\.finished).sorted()
      guard let first = times.first.map(minute), let last = times.last.map(minute) else {
        return nil
      }
      let place = [machine.processor, machine.version].compactMap(\.self).joined(separator: ", ")
      return (first == last ? first : "\(first) to \(last)")
        + ": \(counted(runs.count, "run")) on \(place), \(counted(machine.threads, "thread"))"
    }
    return spans.isEmpty ? "not recorded" : spans.sorted().joined(separator: "; ")
  }

  /// What records say, and how many of them do not.
  private func noted<Value>(
    _ costs: [RunCost], _ value: (RunCost) -> Value?, words: (Value) -> String
  ) -> Table.Cell {
    let said = costs.compactMap(value).map(words)
    let silent = costs.count - said.count
    let rest = silent == 0 ? [] : ["not recorded for \(counted(silent, "run"))"]
    return said.isEmpty
      ? "not recorded" : .named((Set(said).sorted() + rest).joined(separator: "; "))
  }

  private func energy(_ costs: [RunCost]) -> Table.Cell {
    let known = costs.compactMap(\.energy)
    let total = NumberText.fixed(known.reduce(0, +) / 3.6e6, places: 3)
    return known.isEmpty
      ? "not recorded"
      : .text(
        "[\(total) kWh](\(ResultData.folder)/runs.csv) over \(known.count) of \(counted(costs.count, "run"))"
      )
  }

  /// With its record, where that lies beside the report.
  private func identity(_ id: String) -> Table.Cell {
    records.map { .linked("`\(id)`", to: "\($0)/\(id)/result.json") } ?? .code(id)
  }

  private var runs: Table {
    Table(
      [
        .code("run"), .text("model"), .text("recipe"), .text("arm"), .number("seed"),
        .number("accuracy, %"), .text("outcome"), .text("cell"), .code("weights"),
      ],
      rows: input.finished.map { run in
        let specification = run.planned.specification
        return [
          identity(specification.id), .text("\(run.planned.model)"), .text("\(run.planned.recipe)"),
          .text(Arm(specification.model).label), .text("\(specification.seed)"),
          .linked(
            NumberText.percent(run.result.accuracy, places: 2),
            to: data.link(.run(specification.id))
          ),
          .text(run.result.outcome.rawValue),
          .text(
            run.planned.confirmatory
              ? "confirmatory"
              : run.planned.panel == .claims
                ? "exploratory"
                : "exploratory\(run.planned.ownFieldsWords), \(NumberText.grouped(specification.recipe.images)) images"
          ),
          .code(run.result.weightDigests.last.map { String($0.sha256.prefix(16)) } ?? "-"),
        ]
      })
  }
}
