import Datasets

/// Two stores held against each other: first where their runs come from, then what they gave.
public struct StoreComparison: Hashable, Encodable, Sendable {
  /// A field of the records' provenance, with every value that it has in a store's shared runs.
  public struct Provenance: Hashable, Encodable, Sendable {
    public let field: String
    public let left: [String]
    public let right: [String]
  }

  /// A field of one run's result.
  public struct Result: Hashable, Encodable, Sendable {
    public let id: String
    public let field: String
    public let left: String
    public let right: String
  }

  public let schemaVersion: Int
  /// Finished in both.
  public let shared: [String]
  public let onlyLeft: [String]
  public let onlyRight: [String]
  /// Fields whose values differ.
  public let provenance: [Provenance]
  public let results: [Result]

  /// How many of the shared runs have the same result to the bit.
  public var equal: Int { shared.count - Set(results.map(\.id)).count }

  /// - Throws: `ExperimentError` at the first damaged record of either store.
  public init(_ left: RunStore, _ right: RunStore) throws(ExperimentError) {
    schemaVersion = 1
    let runs = (left: try left.finishedRuns(), right: try right.finishedRuns())
    shared = runs.left.keys.filter { runs.right[$0] != nil }.sorted()
    onlyLeft = runs.left.keys.filter { runs.right[$0] == nil }.sorted()
    onlyRight = runs.right.keys.filter { runs.left[$0] == nil }.sorted()

    var values: [String: (left: Set<String>, right: Set<String>)] = [:]
    var results: [Result] = []
    for id in shared {
      guard let a = runs.left[id], let b = runs.right[id] else { continue }
      for (field, value) in try left.provenance(of: a) {
        values[field, default: ([], [])].left.insert(value)
      }
      for (field, value) in try right.provenance(of: b) {
        values[field, default: ([], [])].right.insert(value)
      }
      for (one, other) in zip(a.result.comparedFields, b.result.comparedFields)
      where one.value != other.value {
        results.append(Result(id: id, field: one.field, left: one.value, right: other.value))
      }
    }
    provenance = values.filter { $0.value.left != $0.value.right }
      .sorted { $0.key < $1.key }
      .map {
        Provenance(field: $0.key, left: $0.value.left.sorted(), right: $0.value.right.sorted())
      }
    self.results = results
  }
}

extension RunStore {
  fileprivate func finishedRuns() throws(ExperimentError) -> [String: StoredRun] {
    var runs: [String: StoredRun] = [:]
    for name in try runFolders() {
      if let run = try storedRun(in: try folder(name)) { runs[run.id] = run }
    }
    return runs
  }

  /// Where a run's result comes from, beyond its specification.
  fileprivate func provenance(
    of run: StoredRun
  ) throws(ExperimentError) -> [(field: String, value: String)] {
    var fields = [("numericsRevision", "\(run.result.numericsRevision)")]
    if let cost = try cost(of: run.specification) {
      fields += [
        ("build.revision", cost.build.revision), ("build.compiler", cost.build.compiler),
        ("build.vectorInstructions", cost.build.vectorInstructions), ("host", cost.host),
        ("processor", cost.processor), ("system", cost.system), ("threads", "\(cost.threads)"),
      ]
    }
    return fields
  }
}

extension RunResult {
  /// The coarsest field in which another result of the same specification differs; nil where all are the
  /// same to the bit.
  public func firstDifference(from other: RunResult) -> String? {
    zip(comparedFields, other.comparedFields).first { $0.value != $1.value }?.0.field
  }

  /// What two results of one specification are compared by, the coarsest first.
  fileprivate var comparedFields: [(field: String, value: String)] {
    [
      ("outcome", outcome.rawValue), ("steps", "\(steps)"), ("correct", "\(correct)"),
      ("accuracy", "\(accuracy)"), ("correctBits", correctBits), ("losses", "\(losses)"),
      ("weights", weightDigests.map { "\($0.step):\($0.sha256)" }.joined(separator: ",")),
      (
        "transfer",
        (transfer ?? []).map { "\(DatasetLabel.text(digest: $0.set.digest)):\($0.accuracies)" }
          .joined(separator: ",")
      ),
    ]
  }
}
