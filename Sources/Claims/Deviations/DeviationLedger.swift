import Experiments
import Foundation
import Paper
import Timing

/// Where this replication departs from the paper, computed from the specifications of its runs, and
/// what each departure forbids to say.
public struct DeviationLedger: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    /// What is compared, such as "width".
    public let what: String
    public let paper: String
    public let ours: String
    /// The strongest comparison that the departure leaves, for each family that it touches; empty
    /// where there is none.
    public let caps: [Scope: Ceiling]

    /// Whether ours is the paper's, or close enough to weaken nothing.
    public var weakensNothing: Bool { caps.isEmpty }

    /// In words, such as "accuracy: order and shape"; "nothing" where nothing is capped.
    public var effect: String {
      let parts = Scope.allCases.compactMap { scope in
        caps[scope].map { "\(scope.rawValue): \($0.rawValue)" }
      }
      return parts.isEmpty ? "nothing" : parts.joined(separator: "; ")
    }
  }

  public let rows: [Row]

  public init(_ evidence: Evidence) {
    let planned = evidence.cells.values.sorted { $0.key < $1.key }.flatMap(\.planned)
    rows =
      (planned.isEmpty ? [] : Self.trainingRows(planned) + Self.reducedCoverageRows(planned))
      + (evidence.initialisation.map(Self.initialisationRows) ?? [])
      + (evidence.timings.isEmpty ? [] : Self.timingRows(evidence.timings))
  }

  /// The strongest comparison that all departures together leave to a family.
  public func cap(_ scope: Scope) -> Ceiling {
    rows.compactMap { $0.caps[scope] }.min() ?? .absoluteValue
  }

  /// What a departure in data, model or recipe leaves: an order and a shape may still be compared,
  /// a size may not.
  static let shape: [Scope: Ceiling] = [
    .accuracy: .orderAndShape, .transfer: .orderAndShape,
  ]

  private static func timingRows(_ timings: [TimingComparison]) -> [Row] {
    func listed(_ values: [String]) -> String { distinct(values).joined(separator: "; ") }
    return [
      Row(
        what: "hardware of timing", paper: PaperConfiguration.hardware,
        ours: listed(timings.map { "CPU: \($0.processor)" }), caps: [.timing: .ratio]),
      Row(
        what: "what is timed", paper: "core hours of whole trainings",
        ours: listed(timings.map { "\($0.model): \($0.setting)" }), caps: [.timing: .ratio]),
    ] + depthRow(timings)
  }

  /// A shallow model has the shares of a deep one but for the patch embedding and the head.
  private static func depthRow(_ timings: [TimingComparison]) -> [Row] {
    let shallow = timings.filter {
      $0.id == .gating && ($0.details?.depth ?? $0.model.shape.depth) < $0.model.shape.depth
    }
    guard let first = shallow.first else { return [] }
    func added(_ ratio: Double) -> String { String(format: "%.1f %%", 100 * (ratio - 1)) }
    return [
      Row(
        what: "depth of the models whose steps are timed", paper: "\(first.model.shape.depth)",
        ours: shallow.map { timing in
          "\(timing.model): \(timing.details?.depth ?? 0) (by the count of multiplications the gate adds "
            + "\(added(timing.predicted)) to a step at this depth, and "
            + "\(added(TimedModel.gateByCount(timing.model))) at the paper's)"
        }.joined(separator: "; "), caps: [.timing: .ratio])
    ]
  }

  private static func initialisationRows(_ result: InitialisationResult) -> [Row] {
    let shape = PaperModel.s32.shape
    let queries = Set(
      result.entries.compactMap { entry in
        entry.queries.map { "\($0) of \(entry.tokens) queries at L = \(entry.tokens)" }
      }
    ).sorted()
    return [
      Row(
        what: "untrained models: width, depth, heads",
        paper: "\(shape.width), \(shape.depth), \(shape.heads) (S)",
        ours: "\(result.width), \(result.depth), \(result.heads)",
        caps: [.structure: .orderAndShape]),
      Row(
        what: "untrained models: what the mean weight is over", paper: "not said",
        ours: "\(counted(result.images, "image")) each of \(counted(result.seeds, "seed")), "
          + (queries.isEmpty ? "all queries" : queries.joined(separator: "; ")),
        caps: [:]),
    ]
  }
}

/// Each value once, in the order in which they come first.
package func distinct<Value: Hashable>(_ values: [Value]) -> [Value] {
  var seen = Set<Value>()
  return values.filter { seen.insert($0).inserted }
}
